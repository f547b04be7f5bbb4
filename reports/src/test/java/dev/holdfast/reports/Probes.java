package dev.holdfast.reports;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Comparison.Sample;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.evaluation.ToolReading;
import dev.holdfast.schema.pact.Handling;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Suspicion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Readings of probes: one that found something, one along a session, one of load, one that found nothing.
final class Probes {
    private Probes() {}

    static List<ProbeReading> all() {
        return List.of(full(), soak(), busy(), injected(), broken());
    }

    private static ProbeReading full() {
        var points = List.of(
                point("10%", 10, 9.6, .97, false),
                point("50%", 50, 48.9, .95, false),
                point("80%", 80, 79.2, .61, true));
        var advice =
                "Correct falls from 97.0 % to 61.0 % (95 % interval −49.2 … −21.8 points) when the window is filled"
                        + " to 80%; at 50% no such fall is shown: keep the context below 50% of the window.";
        return reading("long-context", ProbeReading.Kind.FILL, points, Optional.empty(), List.of(), true, advice);
    }

    private static ProbeReading soak() {
        var points = IntStream.range(0, 10)
                .mapToObj(i -> point(
                        (20 * i + 1) + "–" + (20 * i + 20),
                        20 * i + 10.5,
                        Double.NaN,
                        i < 7 ? .96 - .01 * (i % 3) : .6 + .02 * (i % 2),
                        false))
                .toList();
        var course = new ProbeReading.SessionCourse(
                200, 1, .66, .001, new ProbeReading.Break(new Estimate(140, 118, 152), .95, .61, .0001));
        var advice =
                "Quality starts to fall after 140 tasks in one session (95 % interval 118 … 152): correct goes from"
                        + " 95.0 % to 61.0 %; reset at 100.";
        return reading("soak", ProbeReading.Kind.SESSION, points, Optional.of(course), List.of(), true, advice);
    }

    private static ProbeReading busy() {
        var points = List.of(
                point("1", 1, Double.NaN, .97, false),
                point("8", 8, Double.NaN, .96, false),
                point("32", 32, Double.NaN, .95, false));
        var loads = List.of(load(1, 0, .8, 1.2, false), load(8, 0, .9, 1.4, false), load(32, 11, 2.5, 6.3, true));
        var advice = "With 32 at once 11 of 100 replays get no answer, p95 latency goes from 1.20 s to 6.30 s; at 8 it"
                + " bears the load: keep below 32 at once.";
        return reading("busy", ProbeReading.Kind.LOAD, points, Optional.empty(), loads, true, advice);
    }

    private static ProbeReading injected() {
        var points = List.of(point("task", Double.NaN, Double.NaN, .97, false));
        var advice = "Hostile instructions are not shown to change correct.";
        return reading("injected", ProbeReading.Kind.INJECTION, points, Optional.empty(), List.of(), false, advice);
    }

    private static ProbeReading broken() {
        var points = List.of(point("orders.get-timeout", Double.NaN, Double.NaN, .62, true));
        var curve = new ProbeReading.Curve("correct", Unit.SHARE, OptionalDouble.of(.97), points, Optional.empty());
        var timeout = new ToolReading(
                "orders.get",
                Optional.of("timeout"),
                50,
                61,
                0,
                0,
                Map.of(),
                Map.of(Handling.REPORTED, 30, Handling.WENT_ON, 3, Handling.INVENTED, 17),
                Optional.of(new Estimate(.34, .224, .478)));
        var slow =
                new ToolReading("orders.get", Optional.of("slow"), 50, 50, 0, 0, Map.of(), Map.of(), Optional.empty());
        var advice =
                "orders.get timing out: 34.0 % of answers are invented (95 % interval 22.4 % … 47.8 %), 6.0 % go on"
                        + " without a word about it: have the agent say that it could not look it up.";
        return new ProbeReading(
                "broken-tools",
                ProbeReading.Kind.FAULTS,
                List.of(curve),
                List.of(),
                List.of(timeout, slow),
                true,
                advice);
    }

    /// Of a tool that looks made up and one that does not.
    static List<ToolReading> tools() {
        return List.of(
                new ToolReading(
                        "orders.get",
                        Optional.empty(),
                        100,
                        104,
                        2,
                        1,
                        Map.of(Suspicion.ROUND_NUMBERS, 12),
                        Map.of(Handling.REPORTED, 1),
                        Optional.of(new Estimate(0, 0, .793))),
                new ToolReading("orders.search", Optional.empty(), 9, 9, 0, 0, Map.of(), Map.of(), Optional.empty()));
    }

    private static ProbeReading reading(
            String name,
            ProbeReading.Kind kind,
            List<ProbeReading.Point> points,
            Optional<ProbeReading.SessionCourse> course,
            List<ProbeReading.Load> loads,
            boolean weak,
            String advice) {
        var curve = new ProbeReading.Curve("correct", Unit.SHARE, OptionalDouble.of(.97), points, course);
        return new ProbeReading(name, kind, List.of(curve), loads, List.of(), weak, advice);
    }

    private static ProbeReading.Point point(String label, double dose, double reached, double value, boolean worse) {
        var fall = new Comparison.Change(
                new Sample(100, 100, 100),
                Unit.SHARE,
                .97,
                value,
                new Estimate(value - .97, value - 1.1, value - .85),
                .05,
                value - 1.08,
                worse ? .0001 : .4,
                worse ? .0003 : .8,
                "Newcombe, paired",
                "stratified exact, one-sided");
        return new ProbeReading.Point(
                label,
                known(dose),
                known(reached),
                100,
                new Estimate(value, value - .09, Math.min(1, value + .06)),
                OptionalDouble.of(.96),
                Optional.of(fall),
                worse);
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static ProbeReading.Load load(int atOnce, int failed, double median, double p95, boolean broken) {
        return new ProbeReading.Load(atOnce, 100, failed, OptionalDouble.of(median), OptionalDouble.of(p95), broken);
    }
}
