package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Placement;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.Worse;
import dev.holdfast.schema.evaluation.Comparison;
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
    public record Evidence(Plot plot, String figure, String detail, List<Fact> facts) {}

    /// A number with its name.
    public record Fact(String name, String value) {}

    static List<PromiseCard> of(List<Reading> readings) {
        var scales = new Placement.Scales(readings);
        return readings.stream()
                .map(reading -> new PromiseCard(
                        reading,
                        Excerpt.brief(reading.promised().text(), LONGEST_TEXT),
                        Typography.set(Excerpt.brief(reading.sentence(), LONGEST_SENTENCE)),
                        reading.comparison().map(comparison -> evidence(comparison, scales.place(comparison)))))
                .toList();
    }

    private static Evidence evidence(Comparison comparison, Placement placement) {
        var plot = Plot.of(comparison, placement);
        return switch (comparison) {
            case Comparison.Change change -> change(change, plot);
            case Comparison.Level level -> level(level, plot);
            case Comparison.Breaches breaches -> breaches(breaches, plot);
        };
    }

    private static Evidence change(Comparison.Change change, Plot plot) {
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
        return new Evidence(plot, Figures.difference(unit, change.difference().value()), detail, facts);
    }

    private static Evidence level(Comparison.Level level, Plot plot) {
        var unit = level.unit();
        var facts = List.of(
                new Fact("95 % interval", Figures.values(unit, level.candidate())),
                new Fact("At worst", Figures.value(unit, level.worst())),
                new Fact("Limit", Figures.value(unit, level.bound())),
                new Fact("p", Figures.chance(level.p())),
                new Fact("p over all comparisons", Figures.chance(level.adjustedP())),
                new Fact("Evidence", sample(level.sample())),
                new Fact("Interval by", level.intervalMethod()));
        return new Evidence(plot, Figures.value(unit, level.candidate().value()), "", facts);
    }

    private static Evidence breaches(Comparison.Breaches breaches, Plot plot) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("True rate, 95 % sure", "below " + Figures.rate(breaches.rateBelow())));
        facts.add(new Fact("Evidence", sample(breaches.sample())));
        if (!breaches.tasks().isEmpty()) {
            facts.add(new Fact("Tasks", Excerpt.brief(String.join(", ", breaches.tasks()), LONGEST_TEXT)));
        }
        var figure = Figures.plural(breaches.count(), "time");
        var detail = "in " + Figures.plural(breaches.sample().newReplays(), "replay");
        return new Evidence(plot, figure, detail, List.copyOf(facts));
    }

    private static String sample(Comparison.Sample sample) {
        return Figures.plural(sample.tasks(), "task") + ", replays: " + Figures.count(sample.certifiedReplays())
                + " certified, " + Figures.count(sample.newReplays()) + " new";
    }
}
