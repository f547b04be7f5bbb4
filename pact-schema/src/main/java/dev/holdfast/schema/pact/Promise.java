package dev.holdfast.schema.pact;

import java.util.Locale;
import java.util.Optional;

/// One thing that the agent promises about one metric.
///
/// A line of a pact that sets two bounds is two promises.
public sealed interface Promise {
    /// What all promises have in common.
    ///
    /// @param mode  as declared; where it is not, a promise enforces once it has been certified
    /// @param slices whether every tag's tasks are watched on their own as well
    record About(
            String metric, Scope on, Statistic statistic, Optional<Mode> mode, Otherwise otherwise, boolean slices) {}

    /// The value is at least this much.
    record AtLeast(About about, double bound) implements Promise {}

    /// The value is at most this much.
    record AtMost(About about, double bound) implements Promise {}

    /// The value falls by no more than this from its certified value.
    record MaxDrop(About about, Tolerance tolerance) implements Promise {}

    /// The value rises by no more than this from its certified value.
    record MaxRise(About about, Tolerance tolerance) implements Promise {}

    /// The check holds on every replay.
    record Always(About about) implements Promise {}

    /// The thing that the metric looks for happens on no replay.
    record Never(About about) implements Promise {}

    About about();

    /// Names the promise within its pact, the same from version to version as long as it is about the same thing.
    default String id() {
        var statistic = about().statistic() == Statistic.MEAN
                ? ""
                : " " + about().statistic().key();
        return about().metric() + statistic + " " + kind() + about().on().text();
    }

    /// The key that declares it.
    default String kind() {
        return switch (this) {
            case AtLeast _ -> "at_least";
            case AtMost _ -> "at_most";
            case MaxDrop _ -> "max_drop";
            case MaxRise _ -> "max_rise";
            case Always _ -> "always";
            case Never _ -> "never";
        };
    }

    /// The promise in words: `correct falls by at most 5 points`.
    default String text(Unit unit) {
        var statistic = about().statistic() == Statistic.MEAN
                ? ""
                : about().statistic().name().toLowerCase(Locale.ROOT) + " of ";
        var subject = statistic + about().metric() + about().on().text();
        return switch (this) {
            case AtLeast(var _, var bound) -> subject + " is at least " + unit.text(bound);
            case AtMost(var _, var bound) -> subject + " is at most " + unit.text(bound);
            case MaxDrop(var _, var tolerance) -> subject + " falls by at most " + tolerance;
            case MaxRise(var _, var tolerance) -> subject + " rises by at most " + tolerance;
            case Always _ -> subject + " holds always";
            case Never _ -> subject + " happens never";
        };
    }
}
