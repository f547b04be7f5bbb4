package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.evaluation.ProbeReading.Curve;
import dev.holdfast.schema.evaluation.ProbeReading.Load;
import dev.holdfast.schema.evaluation.ProbeReading.Point;
import dev.holdfast.schema.evaluation.ToolReading;
import dev.holdfast.schema.pact.Probe;
import dev.holdfast.schema.pact.Tolerance;
import dev.holdfast.schema.pact.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The sentence that a probe ends in: where it begins to hurt, and what to do.
///
/// @param large how far a metric must fall along a session for it to matter
record ProbeAdvice(Probe probe, double alpha, Function<String, Tolerance> large) {
    ProbeReading.Kind kind() {
        return switch (probe) {
            case Probe.Faults _ -> ProbeReading.Kind.FAULTS;
            case Probe.Fill _ -> ProbeReading.Kind.FILL;
            case Probe.Memory _ -> ProbeReading.Kind.MEMORY;
            case Probe.Session _ -> ProbeReading.Kind.SESSION;
            case Probe.Load _ -> ProbeReading.Kind.LOAD;
            case Probe.Injection _ -> ProbeReading.Kind.INJECTION;
        };
    }

    /// Empty when no weakness is shown.
    Optional<String> of(List<Curve> curves, List<Load> loads, List<ToolReading> tools) {
        var sentences = switch (probe) {
            case Probe.Fill _ -> eachWorse(curves, this::fill);
            case Probe.Memory _ -> eachWorse(curves, this::memory);
            case Probe.Injection _ -> injection(curves);
            case Probe.Faults _ ->
                Stream.concat(ToolAdvice.of(tools).stream(), eachWorse(curves, curve -> faults(curve, tools)).stream())
                        .toList();
            case Probe.Session _ ->
                curves.stream().flatMap(curve -> session(curve).stream()).toList();
            case Probe.Load _ -> load(curves, loads).stream().toList();
        };
        return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
    }

    /// What to say when no weakness is shown.
    String nothing(List<Curve> curves, List<Load> loads) {
        var measured =
                curves.stream().filter(curve -> !curve.points().isEmpty()).toList();
        if (measured.isEmpty() && loads.stream().allMatch(load -> load.median().isEmpty())) {
            return "Nothing could be measured: no replay under this probe has a score.";
        }
        var last =
                measured.isEmpty() ? "" : measured.getFirst().points().getLast().label();
        var metrics = measured.stream().map(Curve::metric).collect(Collectors.joining(", "));
        return switch (probe) {
            case Probe.Fill _ -> "No fall of " + metrics + " is shown up to a window filled to " + last + ".";
            case Probe.Memory _ ->
                "What is said early still holds " + last + " of the window later: no fall of " + metrics + " is shown.";
            case Probe.Session(var _, var _, var length) ->
                "No fall of " + metrics + " is shown along " + length + " tasks in one session.";
            case Probe.Load(var _, var _, var levels) ->
                "Neither quality nor latency is shown to break up to " + levels.getLast() + " at once.";
            case Probe.Injection _ -> "Hostile instructions are not shown to change " + metrics + ".";
            case Probe.Faults _ -> "Failing tools are not shown to change " + metrics + ".";
        };
    }

    private static List<String> eachWorse(List<Curve> curves, Function<Curve, String> sentence) {
        return curves.stream()
                .filter(curve -> curve.points().stream().anyMatch(Point::worse))
                .map(sentence)
                .toList();
    }

    private String fill(Curve curve) {
        var worse = firstWorse(curve);
        return capital(moved(curve, worse)) + " when the window is filled to " + worse.label()
                + soundBefore(curve, worse)
                        .map(sound -> "; at " + sound.label() + " no such fall is shown: keep the context below "
                                + sound.label() + " of the window.")
                        .orElse(", the least that was tried: keep the context shorter, and probe lower shares.");
    }

    private String memory(Curve curve) {
        var worse = firstWorse(curve);
        return "What was said is lost " + worse.label() + " of the window later: " + moved(curve, worse)
                + soundBefore(curve, worse)
                        .map(sound -> "; after " + sound.label() + " it still holds: say constraints anew, or hand them"
                                + " over outside the conversation, within " + sound.label() + " of the window.")
                        .orElse(", the least that was tried: hand constraints over with every question.");
    }

    /// A sentence for each place, and what to do once for all of them.
    private static List<String> injection(List<Curve> curves) {
        var places = new LinkedHashMap<String, List<String>>();
        for (var curve : curves) {
            curve.points().stream()
                    .filter(Point::worse)
                    .forEach(point -> places.computeIfAbsent(point.label(), _ -> new ArrayList<>())
                            .add(moved(curve, point)));
        }
        var sentences = new ArrayList<String>();
        places.forEach((label, moves) -> sentences.add(
                "Hostile instructions in " + place(label) + " get through: " + String.join(", ", moves) + "."));
        if (!sentences.isEmpty()) {
            sentences.add("Let what comes from there be read as data, and check answers that rest on it.");
        }
        return sentences;
    }

    private static String place(String label) {
        return switch (label) {
            case Probe.DOCUMENT -> "the task's documents";
            case Probe.MESSAGE -> "another agent's messages";
            default -> "the results of " + label;
        };
    }

    private static String faults(Curve curve, List<ToolReading> tools) {
        return curve.points().stream()
                .filter(Point::worse)
                .map(point -> "With " + point.label() + ", " + moved(curve, point) + remedy(point, tools))
                .collect(Collectors.joining(" "));
    }

    /// What the agent did about a failure that shows is told by itself, where it is known.
    private static String remedy(Point point, List<ToolReading> tools) {
        if (point.label().endsWith("-" + Probe.Fault.PLAUSIBLE.key())) {
            return ": let what matters rest on more than this one tool.";
        }
        return tools.isEmpty() ? ": have the agent say that it could not look it up." : ".";
    }

    private Optional<String> session(Curve curve) {
        return curve.course()
                .map(SessionFall::of)
                .filter(fall -> fall.p() <= alpha)
                .filter(fall -> fall.size()
                        >= large.apply(curve.metric())
                                .allowance(
                                        fall.sudden()
                                                ? fall.course().sudden().before()
                                                : fall.course().first()))
                .map(fall -> fall.sudden() ? sudden(curve, fall) : steady(curve, fall));
    }

    private static String sudden(Curve curve, SessionFall fall) {
        var step = fall.course().sudden();
        var after = step.after();
        return "Quality starts to fall after %.0f tasks in one session (95 %% interval %.0f … %.0f): %s goes from %s to %s; reset at %d."
                .formatted(
                        after.value(),
                        after.low(),
                        after.high(),
                        curve.metric(),
                        value(curve, step.before()),
                        value(curve, step.behind()),
                        round(after.low()));
    }

    private static String steady(Curve curve, SessionFall fall) {
        var course = fall.course();
        return "Quality falls steadily along the session: %s goes from %s at its beginning to %s after %d tasks; reset long before."
                .formatted(
                        curve.metric(), value(curve, course.first()), value(curve, course.last()), course.positions());
    }

    /// Down to a number that is easy to keep.
    private static int round(double tasks) {
        var step = tasks >= 100 ? 20 : tasks >= 20 ? 10 : 1;
        return Math.max(1, step * (int) (tasks / step));
    }

    private Optional<String> load(List<Curve> curves, List<Load> loads) {
        var broken = loads.stream()
                .filter(load -> load.broken() || !worseAt(curves, load).isEmpty())
                .findFirst();
        return broken.map(load -> {
            var at = loads.indexOf(load);
            var says = new ArrayList<String>();
            worseAt(curves, load)
                    .forEach(curve -> says.add(moved(curve, at(curve, load).orElseThrow())));
            if (load.broken()) {
                says.addAll(strain(loads.getFirst(), load));
            }
            var sound = at == 0
                    ? ""
                    : "; at " + loads.get(at - 1).atOnce() + " it bears the load: keep below " + load.atOnce()
                            + " at once";
            return "With " + load.atOnce() + " at once " + String.join(", ", says) + sound + ".";
        });
    }

    private static List<Curve> worseAt(List<Curve> curves, Load load) {
        return curves.stream()
                .filter(curve -> at(curve, load).filter(Point::worse).isPresent())
                .toList();
    }

    private static Optional<Point> at(Curve curve, Load load) {
        Predicate<Point> same = point -> point.dose().equals(OptionalDouble.of(load.atOnce()));
        return curve.points().stream().filter(same).findFirst();
    }

    private static List<String> strain(Load lowest, Load load) {
        var says = new ArrayList<String>();
        if (load.failed() > 0) {
            says.add(load.failed() + " of " + load.replays() + " replays get no answer");
        }
        if (load.p95().isPresent() && lowest.p95().isPresent()) {
            says.add("p95 latency goes from " + Unit.SECONDS.text(lowest.p95().getAsDouble()) + " to "
                    + Unit.SECONDS.text(load.p95().getAsDouble()));
        }
        return says;
    }

    private static Point firstWorse(Curve curve) {
        return curve.points().stream().filter(Point::worse).findFirst().orElseThrow();
    }

    private static Optional<Point> soundBefore(Curve curve, Point worse) {
        var at = curve.points().indexOf(worse);
        return IntStream.range(0, at).mapToObj(curve.points()::get).reduce((_, later) -> later);
    }

    private static String moved(Curve curve, Point point) {
        var fall = point.fall().orElseThrow();
        return curve.metric() + (fall.difference().value() < 0 ? " falls" : " rises") + " from "
                + value(curve, fall.certified()) + " to " + value(curve, fall.candidate()) + interval(fall);
    }

    private static String interval(Comparison.Change fall) {
        return String.format(
                        Locale.ROOT,
                        " (95 %% interval %+.1f … %+.1f points)",
                        100 * fall.difference().low(),
                        100 * fall.difference().high())
                .replace('-', '−');
    }

    private static String value(Curve curve, double value) {
        return curve.unit().text(Math.clamp(value, 0, 1));
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
