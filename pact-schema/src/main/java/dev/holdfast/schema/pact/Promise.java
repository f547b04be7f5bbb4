package dev.holdfast.schema.pact;

import java.util.Locale;
import java.util.Optional;

/// One thing that the agent promises.
///
/// A line of a pact that sets two bounds is two promises.
public sealed interface Promise {
    /// What all promises about a metric have in common.
    ///
    /// @param otherwise what a breach leads to; none where the promise is about a value and its bound
    /// @param slices    whether every tag's tasks are watched on their own as well
    record About(
            String metric,
            Scope on,
            Statistic statistic,
            Optional<Mode> mode,
            Optional<Otherwise> otherwise,
            boolean slices) {}

    /// The value is at least this much.
    record AtLeast(About about, double bound) implements OfMetric {}

    /// The value is at most this much.
    record AtMost(About about, double bound) implements OfMetric {}

    /// The value falls by no more than this from its certified value.
    record MaxDrop(About about, Tolerance tolerance) implements OfMetric {}

    /// The value rises by no more than this from its certified value.
    record MaxRise(About about, Tolerance tolerance) implements OfMetric {}

    /// The check holds on every replay.
    record Always(About about) implements OfMetric {}

    /// The thing that the metric looks for happens on no replay.
    record Never(About about) implements OfMetric {}

    /// The answers are what they were, whatever any metric says of them.
    record SameDistribution(Scope on, Optional<Mode> mode) implements Promise {
        @Override
        public String kind() {
            return "same_distribution";
        }

        @Override
        public String id() {
            return "answers " + kind() + on.text();
        }

        /// The promise in words.
        public String text() {
            return "answers" + on.text() + " come from the certified distribution";
        }
    }

    /// The tasks it is about.
    Scope on();

    /// As declared; where it is not, a promise enforces once it has been certified.
    Optional<Mode> mode();

    /// What a breach leads to, of one that allows none.
    default Optional<Otherwise> otherwise() {
        return Optional.empty();
    }

    /// The key that declares it.
    String kind();

    /// Names the promise within its pact, the same from version to version as long as it is about the same
    /// thing.
    String id();

    /// One about the value of a metric.
    sealed interface OfMetric extends Promise {
        About about();

        @Override
        default Scope on() {
            return about().on();
        }

        @Override
        default Optional<Mode> mode() {
            return about().mode();
        }

        @Override
        default Optional<Otherwise> otherwise() {
            return about().otherwise();
        }

        @Override
        default String id() {
            var statistic = about().statistic() == Statistic.MEAN
                    ? ""
                    : " " + about().statistic().key();
            return about().metric() + statistic + " " + kind() + on().text();
        }

        @Override
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
            var subject = statistic + about().metric() + on().text();
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
}
