package dev.holdfast.service.console.page;

import dev.holdfast.baselines.plan.History;
import dev.holdfast.reports.reading.Axis;
import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Standing;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.reports.reading.Worse;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.service.console.look.PastRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// One promise, run by run: what was measured with its interval, what was certified, and from where on it is broken.
/// Across
/// in percent of the width, down in pixels.
///
/// @param label     what it shows, for those who can't see it
/// @param standing  of the newest run
/// @param certified where the certified value lies
/// @param beyond    where the promise is broken
/// @param change    when the watch thinks that it began: most likely, and at the earliest and the latest
public record ControlChart(
        String promise,
        String label,
        Standing standing,
        String latest,
        List<Dot> dots,
        Optional<Mark> certified,
        Mark limit,
        Band beyond,
        Optional<Change> change,
        List<Mark> ticks) {
    private static final int TOP = 12;
    private static final int HEIGHT = 130;
    /// Room for the numbers of the axis on the left, and for half a dot on the right.
    private static final double LEFT = 0.14;

    private static final double RIGHT = 0.03;

    /// One run.
    ///
    /// @param y absent where nothing could be measured
    public record Dot(String x, Optional<String> y, String low, String high, String tone, String path, String title) {}

    /// A level.
    public record Mark(String y, String words) {}

    /// From a level on downwards.
    public record Band(String y, String height) {}

    /// Between two runs.
    public record Change(String from, String width, String likeliest, String words) {}

    /// What can be drawn of one finding.
    private record Measured(Unit unit, Estimate value, Optional<Double> certified, double limit, Worse worse) {}

    private record Step(PastRuns.Point run, Finding finding, Optional<Measured> measured) {}

    /// One for each promise that has a scale, in the order of the newest run.
    static List<ControlChart> of(List<PastRuns.Point> runs, List<History.Alarm> alarms) {
        var charts = new ArrayList<ControlChart>();
        if (!runs.isEmpty()) {
            for (var finding : runs.getLast().findings()) {
                of(finding.promised(), runs, alarms).ifPresent(charts::add);
            }
        }
        return charts;
    }

    private static Optional<ControlChart> of(
            Finding.Promised promised, List<PastRuns.Point> runs, List<History.Alarm> alarms) {
        var steps = steps(promised.id(), runs);
        var measured = steps.stream().flatMap(step -> step.measured().stream()).toList();
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        var newest = measured.getLast();
        var axis = axis(measured);
        var dots = new ArrayList<Dot>();
        for (var step : steps) {
            dots.add(dot(step, x(runs.indexOf(step.run()), runs.size()), axis));
        }
        var last = steps.getLast();
        return Optional.of(new ControlChart(
                line(promised.text()),
                label(promised, steps, newest),
                Standing.of(last.finding()),
                last.measured()
                        .map(m -> Figures.value(m.unit(), m.value().value()))
                        .orElse("not measured"),
                dots,
                newest.certified()
                        .map(value -> new Mark(y(axis, value), "certified " + Figures.value(newest.unit(), value))),
                new Mark(y(axis, newest.limit()), "limit " + Figures.value(newest.unit(), newest.limit())),
                beyond(newest, axis),
                change(promised.id(), runs, alarms),
                axis.ticks(tick -> Figures.value(newest.unit(), tick).replace(".0 %", " %")).stream()
                        .map(tick -> new Mark(y(axis, tick.value()), tick.label()))
                        .toList()));
    }

    private static List<Step> steps(String promise, List<PastRuns.Point> runs) {
        var steps = new ArrayList<Step>();
        for (var run : runs) {
            run.findings().stream()
                    .filter(finding -> finding.promised().id().equals(promise))
                    .findFirst()
                    .ifPresent(finding -> steps.add(new Step(run, finding, measured(finding))));
        }
        return steps;
    }

    private static Optional<Measured> measured(Finding finding) {
        return switch (finding) {
            case Finding.Kept kept -> measured(kept.comparison());
            case Finding.Broken broken -> measured(broken.comparison());
            case Finding.Inconclusive open -> measured(open.comparison());
            case Finding.NotMeasured _ -> Optional.empty();
        };
    }

    private static Optional<Measured> measured(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change -> {
                var at = change.certified();
                var moved = change.difference();
                yield Optional.of(new Measured(
                        change.unit(),
                        new Estimate(change.candidate(), at + moved.low(), at + moved.high()),
                        Optional.of(at),
                        at + Worse.of(change).limit(change.allowed()),
                        Worse.of(change)));
            }
            case Comparison.Level level ->
                Optional.of(new Measured(
                        level.unit(), level.candidate(), Optional.empty(), level.bound(), Worse.of(level)));
            case Comparison.Breaches breaches -> {
                var replays = Math.max(1, breaches.sample().newReplays());
                var rate = (double) breaches.count() / replays;
                yield Optional.of(new Measured(
                        Unit.SHARE,
                        new Estimate(rate, rate, Math.max(rate, breaches.rateBelow())),
                        Optional.empty(),
                        0,
                        Worse.HIGHER));
            }
            case Comparison.Distribution _ -> Optional.empty();
        };
    }

    private static Axis axis(List<Measured> all) {
        var values = all.stream()
                .flatMapToDouble(m -> DoubleStream.concat(
                        DoubleStream.of(
                                m.value().value(), m.value().low(), m.value().high(), m.limit()),
                        m.certified().stream().mapToDouble(Double::doubleValue)))
                .toArray();
        var axis = Axis.around(values);
        return all.getFirst().unit() == Unit.SHARE ? axis.within(0, 1) : new Axis(Math.max(0, axis.low()), axis.high());
    }

    private static Dot dot(Step step, String x, Axis axis) {
        var standing = Standing.of(step.finding());
        var tone = standing.name().toLowerCase(Locale.ROOT);
        var path = "/console/runs/" + step.run().run();
        var when = Figures.time(step.run().at());
        return step.measured()
                .map(m -> new Dot(
                        x,
                        Optional.of(y(axis, m.value().value())),
                        y(axis, m.value().low()),
                        y(axis, m.value().high()),
                        tone,
                        path,
                        when + ": " + Figures.value(m.unit(), m.value().value()) + ", 95 % interval "
                                + Figures.values(m.unit(), m.value()) + ", " + standing.word()))
                .orElseGet(() -> new Dot(
                        x,
                        Optional.empty(),
                        "",
                        "",
                        tone,
                        path,
                        when + ": " + line(step.finding().sentence())));
    }

    /// What must never happen is broken everywhere, which need not be drawn.
    private static Band beyond(Measured newest, Axis axis) {
        if (newest.limit() <= 0) {
            return new Band("0", "0");
        }
        var limit = down(axis, newest.limit());
        return newest.worse() == Worse.LOWER
                ? new Band(pixels(limit), pixels(TOP + HEIGHT - limit))
                : new Band(pixels(TOP), pixels(limit - TOP));
    }

    private static Optional<Change> change(String promise, List<PastRuns.Point> runs, List<History.Alarm> alarms) {
        var names = runs.stream().map(PastRuns.Point::name).toList();
        return alarms.stream()
                .filter(alarm -> alarm.promise().equals(promise) && names.contains(alarm.likeliest()))
                .findFirst()
                .map(alarm -> {
                    var from = Math.max(0, names.indexOf(alarm.earliest()));
                    var to = Math.max(from, names.indexOf(alarm.latest()));
                    var likeliest = names.indexOf(alarm.likeliest());
                    var start = share(from, runs.size());
                    return new Change(
                            percent(start),
                            percent(Math.max(0.004, share(to, runs.size()) - start)),
                            percent(share(likeliest, runs.size())),
                            "most likely with the run of "
                                    + Figures.time(runs.get(likeliest).at()));
                });
    }

    private static String label(Finding.Promised promised, List<Step> steps, Measured newest) {
        return line(promised.text()) + ": " + Figures.plural(steps.size(), "run") + ", the newest at "
                + Figures.value(newest.unit(), newest.value().value())
                + newest.certified()
                        .map(value -> ", certified at " + Figures.value(newest.unit(), value))
                        .orElse("")
                + ", limit " + Figures.value(newest.unit(), newest.limit());
    }

    private static String x(int index, int count) {
        return percent(share(index, count));
    }

    private static double share(int index, int count) {
        return LEFT + (1 - LEFT - RIGHT) * (count == 1 ? 0.5 : (double) index / (count - 1));
    }

    private static String y(Axis axis, double value) {
        return pixels(down(axis, value));
    }

    private static double down(Axis axis, double value) {
        return TOP + HEIGHT * (1 - axis.share(value));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    private static String pixels(double at) {
        return String.format(Locale.ROOT, "%.1f", at);
    }

    private static String line(String text) {
        return Excerpt.brief(Visible.line(text), 300);
    }
}
