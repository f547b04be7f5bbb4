package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.evaluation.ProbeReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// A metric along the doses of a probe: across in percent of the width, down in pixels.
///
/// @param label  what it shows, for those who can't see it
/// @param plain  where the same tasks stand without the probe
/// @param change where the session breaks
public record DosePlot(
        String metric,
        String label,
        Optional<String> plain,
        List<Line> way,
        List<Dot> dots,
        List<Plot.Mark> levels,
        Optional<String> change,
        String caption) {
    /// Height of 100 % above 0 %.
    private static final int HEIGHT = 100;

    private static final int TOP = 14;
    private static final double MARGIN = 0.06;
    private static final int LONGEST_LABEL = 24;

    /// From one dot to the next.
    public record Line(String x1, String y1, String x2, String y2) {}

    /// One dose with its interval.
    ///
    /// @param certified where it stood at certification
    public record Dot(
            String x,
            String y,
            String low,
            String high,
            Optional<String> certified,
            boolean worse,
            String label,
            String title) {}

    static DosePlot of(ProbeReading.Curve curve, ProbeReading.Kind kind) {
        var dots = new ArrayList<Dot>();
        for (var point : curve.points()) {
            dots.add(dot(curve, point, across(dots.size(), curve.points().size())));
        }
        var way = new ArrayList<Line>();
        for (var i = 1; i < dots.size() && isMoreOrLess(curve); i++) {
            var from = dots.get(i - 1);
            way.add(new Line(from.x(), from.y(), dots.get(i).x(), dots.get(i).y()));
        }
        return new DosePlot(
                Excerpt.brief(curve.metric(), 80),
                label(curve),
                curve.plain().isPresent() ? Optional.of(down(curve.plain().getAsDouble())) : Optional.empty(),
                way,
                dots,
                List.of(level(0), level(0.5), level(1)),
                change(curve),
                caption(kind));
    }

    private static boolean isMoreOrLess(ProbeReading.Curve curve) {
        return curve.points().stream().allMatch(point -> point.dose().isPresent());
    }

    private static Dot dot(ProbeReading.Curve curve, ProbeReading.Point point, String x) {
        var value = point.value();
        return new Dot(
                x,
                down(value.value()),
                down(value.low()),
                down(value.high()),
                point.certified().isPresent()
                        ? Optional.of(down(point.certified().getAsDouble()))
                        : Optional.empty(),
                point.worse(),
                Excerpt.brief(point.label(), LONGEST_LABEL),
                Excerpt.brief(point.label(), 80) + ": " + Figures.value(curve.unit(), value.value())
                        + ", 95 % interval "
                        + Figures.values(curve.unit(), value) + ", " + Figures.plural(point.tasks(), "task")
                        + reached(point.reached()));
    }

    private static String reached(OptionalDouble percent) {
        return percent.isPresent()
                ? String.format(Locale.ROOT, "; %.0f %% of the window by the server's count", percent.getAsDouble())
                : "";
    }

    private static String label(ProbeReading.Curve curve) {
        var points = curve.points().stream()
                .map(point -> Excerpt.brief(point.label(), LONGEST_LABEL) + " "
                        + Figures.value(curve.unit(), point.value().value()))
                .toList();
        var plain = curve.plain().isPresent()
                ? "; without the probe "
                        + Figures.value(curve.unit(), curve.plain().getAsDouble())
                : "";
        return Excerpt.brief(curve.metric(), 80) + ": " + String.join(", ", points) + plain;
    }

    /// Between the two points that hold the positions before and behind it.
    private static Optional<String> change(ProbeReading.Curve curve) {
        return curve.course()
                .map(ProbeReading.SessionCourse::sudden)
                .filter(step -> step.p() <= 0.05)
                .map(step -> {
                    var share =
                            step.after().value() / curve.course().orElseThrow().positions();
                    return percent(MARGIN + (1 - 2 * MARGIN) * Math.clamp(share, 0, 1));
                });
    }

    private static String caption(ProbeReading.Kind kind) {
        return switch (kind) {
            case FILL -> "share of the window that is filled";
            case MEMORY -> "share of the window between what is said and what is asked";
            case SESSION -> "position in the session";
            case LOAD -> "replays at once";
            case INJECTION -> "where the instruction stands";
            case FAULTS -> "what fails";
        };
    }

    private static Plot.Mark level(double share) {
        return new Plot.Mark(down(share), String.format(Locale.ROOT, "%.0f %%", 100 * share), "start");
    }

    private static String across(int index, int count) {
        var share = count == 1 ? 0.5 : (double) index / (count - 1);
        return percent(MARGIN + (1 - 2 * MARGIN) * share);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    private static String down(double share) {
        return String.format(Locale.ROOT, "%.1f", TOP + HEIGHT * (1 - Math.clamp(share, 0, 1)));
    }
}
