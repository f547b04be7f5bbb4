package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Placement;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.Telltale;
import dev.holdfast.reports.reading.Worse;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.pact.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One promise, how it stands, and its evidence if there is any.
public record PromiseCard(Reading reading, String text, String sentence, Optional<Evidence> evidence) {
    private static final int LONGEST_TEXT = 300;
    private static final int LONGEST_SENTENCE = 1_000;

    /// What was measured.
    ///
    /// @param figure the number that matters most
    /// @param detail what it is made of
    /// @param words  that tell the sides apart, of answers
    public record Evidence(Optional<Plot> plot, String figure, String detail, List<Fact> facts, List<Telltale> words) {}

    /// A number with its name.
    public record Fact(String name, String value) {}

    static List<PromiseCard> of(List<Reading> readings) {
        var scales = new Placement.Scales(readings);
        return readings.stream()
                .map(reading -> new PromiseCard(
                        reading,
                        Excerpt.brief(reading.promised().text(), LONGEST_TEXT),
                        Typography.set(Excerpt.brief(reading.sentence(), LONGEST_SENTENCE)),
                        reading.comparison()
                                .map(comparison -> evidence(
                                        comparison,
                                        scales.place(comparison).map(place -> Plot.of(comparison, place))))))
                .toList();
    }

    private static Evidence evidence(Comparison comparison, Optional<Plot> plot) {
        return switch (comparison) {
            case Comparison.Change change -> change(change, plot);
            case Comparison.Level level -> level(level, plot);
            case Comparison.Breaches breaches -> breaches(breaches, plot);
            case Comparison.Distribution distribution -> answers(distribution, plot);
        };
    }

    private static Evidence change(Comparison.Change change, Optional<Plot> plot) {
        var unit = change.unit();
        var facts = List.of(
                new Fact("95 % interval", Figures.differences(unit, change.difference())),
                new Fact("At worst", Figures.difference(unit, change.worst())),
                new Fact("Limit", Figures.difference(unit, Worse.of(change).limit(change.allowed()))),
                new Fact("p", Figures.chance(change.p())),
                new Fact("p over all comparisons", Figures.chance(change.adjustedP())),
                new Fact("Evidence", sample(change.sample())),
                new Fact("Interval by", change.intervalMethod()),
                new Fact("Test", change.testMethod()));
        var detail = Figures.value(unit, change.certified()) + " → " + Figures.value(unit, change.candidate());
        return new Evidence(plot, Figures.difference(unit, change.difference().value()), detail, facts, List.of());
    }

    private static Evidence level(Comparison.Level level, Optional<Plot> plot) {
        var unit = level.unit();
        var facts = List.of(
                new Fact("95 % interval", Figures.values(unit, level.candidate())),
                new Fact("At worst", Figures.value(unit, level.worst())),
                new Fact("Limit", Figures.value(unit, level.bound())),
                new Fact("p", Figures.chance(level.p())),
                new Fact("p over all comparisons", Figures.chance(level.adjustedP())),
                new Fact("Evidence", sample(level.sample())),
                new Fact("Interval by", level.intervalMethod()));
        return new Evidence(plot, Figures.value(unit, level.candidate().value()), "", facts, List.of());
    }

    private static Evidence breaches(Comparison.Breaches breaches, Optional<Plot> plot) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("True rate, 95 % sure", "below " + Figures.rate(breaches.rateBelow())));
        facts.add(new Fact("Evidence", sample(breaches.sample())));
        if (!breaches.tasks().isEmpty()) {
            facts.add(new Fact("Tasks", Excerpt.brief(String.join(", ", breaches.tasks()), LONGEST_TEXT)));
        }
        var figure = Figures.plural(breaches.count(), "time");
        var detail = "in " + Figures.plural(breaches.sample().newReplays(), "replay");
        return new Evidence(plot, figure, detail, List.copyOf(facts), List.of());
    }

    private static Evidence answers(Comparison.Distribution distribution, Optional<Plot> plot) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("p", Figures.chance(distribution.p())));
        facts.add(new Fact("p over all comparisons", Figures.chance(distribution.adjustedP())));
        facts.add(new Fact("Evidence", sample(distribution.sample())));
        facts.add(new Fact("Compared of each answer", Figures.plural(distribution.characters(), "character")));
        facts.add(new Fact("Test", distribution.testMethod()));
        distribution.likeness().ifPresent(likeness -> facts.addAll(alike(likeness)));
        distribution
                .words()
                .ifPresent(words -> facts.add(new Fact(
                        "Classifier on words",
                        "right in " + Figures.value(Unit.SHARE, words.accuracy()) + " of pairs on "
                                + Figures.plural(words.tasks(), "task") + ", " + Figures.p(words.p()))));
        var detail = distribution
                .words()
                .map(words -> "told apart by their words in " + Figures.value(Unit.SHARE, words.accuracy())
                        + " of pairs; guessing is 50 %")
                .orElse("");
        return new Evidence(
                plot, Figures.p(distribution.adjustedP()), detail, List.copyOf(facts), Telltale.of(distribution));
    }

    private static List<Fact> alike(Comparison.Likeness likeness) {
        return List.of(
                new Fact("Two certified answers agree in", Figures.value(Unit.SHARE, likeness.certified())),
                new Fact("A new and a certified one in", Figures.value(Unit.SHARE, likeness.across())),
                new Fact("Difference, 95 % interval", Figures.differences(Unit.SHARE, likeness.difference())),
                new Fact("At worst, either way", Figures.difference(Unit.SHARE, likeness.worst())),
                new Fact("Counts as none", "below " + Figures.difference(Unit.SHARE, likeness.allowed())),
                new Fact("Interval by", likeness.intervalMethod()));
    }

    private static String sample(Comparison.Sample sample) {
        return Figures.plural(sample.tasks(), "task") + ", replays: " + Figures.count(sample.certifiedReplays())
                + " certified, " + Figures.count(sample.newReplays()) + " new";
    }
}
