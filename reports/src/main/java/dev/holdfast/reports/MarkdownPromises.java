package dev.holdfast.reports;

import static dev.holdfast.reports.MarkdownText.brief;
import static dev.holdfast.reports.MarkdownText.name;
import static dev.holdfast.reports.MarkdownText.prose;
import static dev.holdfast.reports.MarkdownText.sentence;

import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.Reversal;
import dev.holdfast.reports.reading.Standing;
import dev.holdfast.reports.reading.Worse;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.pact.Unit;
import java.util.List;

/// What the promises came to, and the slices in which one is broken.
final class MarkdownPromises {
    /// Hosts refuse comments beyond 65,536 characters; the promises are what there can be many of.
    private static final int MOST_PROMISES = 40;

    private static final int MOST_SLICES = 15;
    private static final int MOST_REVERSALS = 5;

    private final List<Reading> readings;
    private final StringBuilder out = new StringBuilder();

    private MarkdownPromises(List<Reading> readings) {
        this.readings = readings;
    }

    /// Empty where nothing was promised.
    static String table(List<Reading> readings) {
        var section = new MarkdownPromises(readings);
        section.promises();
        return section.out.toString();
    }

    /// Empty where none is broken.
    static String brokenSlices(List<Reading> readings) {
        var section = new MarkdownPromises(readings);
        section.slices();
        return section.out.toString();
    }

    private void promises() {
        if (readings.isEmpty()) {
            return;
        }
        out.append("\n### Promises\n\n| | promise | certified → candidate | 95 % interval | at worst | limit |\n");
        out.append("|---|---|---|---|---|---|\n");
        readings.stream().limit(MOST_PROMISES).forEach(this::promise);
        if (readings.size() > MOST_PROMISES) {
            out.append("\nand ")
                    .append(Figures.plural(readings.size() - MOST_PROMISES, "more promise"))
                    .append('\n');
        }
    }

    private void promise(Reading reading) {
        var standing = reading.standing() == Standing.KEPT
                ? "kept"
                : "**" + reading.standing().word() + "**";
        out.append("| ").append(reading.standing().mark()).append(' ').append(standing);
        out.append(", ")
                .append(reading.weight())
                .append(" | ")
                .append(prose(brief(reading.promised().text())));
        out.append(" | ")
                .append(reading.comparison().map(MarkdownPromises::numbers).orElse("– | – | – | –"));
        out.append(" |\n");
    }

    private static String numbers(Comparison comparison) {
        return String.join(
                " | ",
                switch (comparison) {
                    case Comparison.Change change -> {
                        var unit = change.unit();
                        var limit = Worse.of(change).limit(change.allowed());
                        yield List.of(
                                change(change),
                                Figures.bareDifferences(unit, change.difference()),
                                Figures.signed(unit, change.worst()),
                                Figures.signed(unit, limit));
                    }
                    case Comparison.Level level ->
                        List.of(
                                Figures.value(level.unit(), level.candidate().value()),
                                Figures.values(level.unit(), level.candidate()),
                                Figures.value(level.unit(), level.worst()),
                                Figures.value(level.unit(), level.bound()));
                    case Comparison.Breaches breaches ->
                        List.of(
                                Figures.happened(breaches),
                                "–",
                                "rate below " + Figures.rate(breaches.rateBelow()),
                                "never");
                    case Comparison.Distribution distribution -> answers(distribution);
                });
    }

    /// The interval and what follows are of how much less alike new and certified answers are.
    private static List<String> answers(Comparison.Distribution distribution) {
        var told = Figures.p(distribution.adjustedP())
                + distribution
                        .words()
                        .map(words -> ", told apart in " + Figures.value(Unit.SHARE, words.accuracy()) + " of pairs")
                        .orElse("");
        return distribution
                .likeness()
                .map(likeness -> List.of(
                        told,
                        "likeness " + Figures.bareDifferences(Unit.SHARE, likeness.difference()),
                        "±" + Figures.signed(Unit.SHARE, likeness.worst()).replace("+", ""),
                        "±" + Figures.signed(Unit.SHARE, likeness.allowed()).replace("+", "")))
                .orElse(List.of(told, "–", "–", "–"));
    }

    private static String change(Comparison.Change change) {
        var unit = change.unit();
        return Figures.value(unit, change.certified()) + " → " + Figures.value(unit, change.candidate()) + " ("
                + Figures.difference(unit, change.difference().value()) + ")";
    }

    private void slices() {
        var rows = readings.stream()
                .flatMap(reading -> reading.slices().stream()
                        .filter(slice -> slice.broken())
                        .map(slice -> "- " + name(brief(slice.tag())) + " of "
                                + prose(brief(reading.promised().metric())) + ": "
                                + change(slice.change()) + ", 95 % interval "
                                + Figures.bareDifferences(
                                        slice.change().unit(), slice.change().difference()) + "\n"))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        out.append("\n### Broken slices\n\n");
        rows.stream().limit(MOST_SLICES).forEach(out::append);
        if (rows.size() > MOST_SLICES) {
            out.append("- and ").append(rows.size() - MOST_SLICES).append(" more\n");
        }
        readings.stream()
                .flatMap(reading -> Reversal.among(reading.slices()).stream())
                .limit(MOST_REVERSALS)
                .forEach(reversal ->
                        out.append('\n').append(sentence(reversal.sentence())).append('\n'));
    }
}
