package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Axis;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Placement;
import dev.holdfast.reports.reading.Worse;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// A dot with its interval, its one-sided bound and the promise's limit; places are in percent of the width.
///
/// @param label  what it shows, for those who can't see it
/// @param beyond where the promise is broken
/// @param zero   where the certified value lies, if the plot is one of differences
public record Plot(
        String label,
        String value,
        Span interval,
        String worst,
        Mark limit,
        Span beyond,
        Optional<String> zero,
        List<Mark> ticks,
        String caption) {

    /// A labelled place; `anchor` is how its text lies to it.
    public record Mark(String at, String label, String anchor) {}

    /// From a place, that much further.
    public record Span(String from, String length) {}

    /// The words of one plot.
    private record Wording(String label, String limit, DoubleFunction<String> tick, String axis) {}

    private static final double NEAR_THE_EDGE = 0.15;

    static Plot of(Comparison comparison, Placement placement) {
        var wording = wording(comparison, placement);
        var axis = placement.axis();
        var estimate = placement.estimate();
        return new Plot(
                wording.label(),
                place(axis, estimate.value()),
                span(axis, estimate.low(), estimate.high()),
                place(axis, placement.worst()),
                mark(axis, placement.limit(), wording.limit()),
                beyond(placement),
                placement.ofChange() ? Optional.of(place(axis, 0)) : Optional.empty(),
                ticks(axis, wording.tick()),
                placement.worse() == Worse.LOWER
                        ? "← worse · " + wording.axis() + " · better →"
                        : "← better · " + wording.axis() + " · worse →");
    }

    private static Wording wording(Comparison comparison, Placement placement) {
        return switch (comparison) {
            case Comparison.Change change -> change(change, placement.limit());
            case Comparison.Level level -> level(level, placement.worse());
            case Comparison.Breaches breaches -> breaches(breaches);
            case Comparison.Distribution _ -> throw new IllegalArgumentException("answers have no place on a scale");
        };
    }

    private static Wording change(Comparison.Change change, double limit) {
        var unit = change.unit();
        var allowed = "limit " + Figures.signed(unit, limit);
        return new Wording(
                "Changed by " + Figures.difference(unit, change.difference().value()) + ", 95 % interval "
                        + Figures.bareDifferences(unit, change.difference()) + ", " + allowed,
                allowed,
                tick -> tickLabel(unit, tick),
                unit == Unit.SHARE ? "change in points" : "change");
    }

    private static String tickLabel(Unit unit, double tick) {
        var label = tick == 0 ? "0" : Figures.signed(unit, tick);
        return unit == Unit.SHARE && label.endsWith(".0") ? label.substring(0, label.length() - 2) : label;
    }

    private static Wording level(Comparison.Level level, Worse worse) {
        var unit = level.unit();
        var bound = (worse == Worse.LOWER ? "at least " : "at most ") + Figures.value(unit, level.bound());
        return new Wording(
                "Measured " + Figures.value(unit, level.candidate().value()) + ", 95 % interval "
                        + Figures.values(unit, level.candidate()) + ", promised " + bound,
                bound,
                tick -> Figures.value(unit, tick),
                "value");
    }

    private static Wording breaches(Comparison.Breaches breaches) {
        return new Wording(
                Figures.happened(breaches) + ", true rate below " + Figures.rate(breaches.rateBelow()),
                "never",
                Figures::rate,
                "share of replays");
    }

    static String place(Axis axis, double value) {
        return percent(axis.share(value));
    }

    static Span span(Axis axis, double from, double to) {
        return new Span(place(axis, Math.min(from, to)), percent(Math.abs(axis.share(to) - axis.share(from))));
    }

    static List<Mark> ticks(Axis axis, DoubleFunction<String> label) {
        return axis.ticks(label).stream()
                .map(tick -> mark(axis, tick.value(), tick.label()))
                .toList();
    }

    private static Span beyond(Placement placement) {
        var axis = placement.axis();
        return placement.worse() == Worse.LOWER
                ? span(axis, axis.low(), placement.limit())
                : span(axis, placement.limit(), axis.high());
    }

    private static Mark mark(Axis axis, double value, String label) {
        var share = axis.share(value);
        var anchor = share < NEAR_THE_EDGE ? "start" : share > 1 - NEAR_THE_EDGE ? "end" : "middle";
        return new Mark(percent(share), label, anchor);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
