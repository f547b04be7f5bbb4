package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.ScoreStream;
import dev.holdfast.baselines.stat.PairedPower;
import dev.holdfast.schema.pact.Pact;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Tolerance;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.pact.Watch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Plans one promise.
///
/// @param family how many p-values a gate adjusts for
/// @param whole  whether a gate is planned too, and other sizes are looked for, which takes most of the time
record Prospect(Pact pact, DelaySimulation simulation, Confidence confidence, int family, boolean whole) {
    private static final int MOST_PATHS = 200;
    private static final int FEWEST_PATHS = 60;

    /// Replays to simulate at most, so that a large suite does not take minutes.
    private static final int REPLAYS = 30_000;

    private static final double HALF_A_POINT = 0.005;
    private static final double RATIO_STEP = 0.05;

    Forecast.Outlook of(ScoreStream stream, Known known, int repeats, Forecaster.DailyCost cost) {
        var level = assumedLevel(stream).orElse(known.usualLevel());
        var behaviours = known.behaviours(level);
        var name = stream.promise().id();
        if (behaviours.isEmpty()) {
            return new Forecast.Outlook(name, stream.tasks().size(), List.of(), Optional.of(why(stream, known)));
        }
        var cases = new ArrayList<Forecast.Case>();
        for (var behaviour : behaviours) {
            var wanted = wanted(stream);
            var size = wanted.allowance(behaviour.level());
            if (size <= 0 || (behaviour instanceof Rates rates && size >= rates.mean())) {
                return new Forecast.Outlook(
                        name,
                        stream.tasks().size(),
                        List.of(),
                        Optional.of("it stands at " + stream.metric().unit().text(behaviour.level())
                                + " and cannot get worse by " + wanted));
            }
            cases.add(plan(stream, behaviour, new Design(behaviour.tasks(), repeats, 0), cost)
                    .assumingNoise(behaviours.size() > 1));
        }
        return new Forecast.Outlook(name, behaviours.getFirst().tasks(), cases, Optional.empty());
    }

    private static String why(ScoreStream stream, Known known) {
        if (known.baseline().isEmpty()) {
            return stream.tasks().isEmpty()
                    ? "no golden task is about it"
                    : "nothing can be assumed about a quantity; certify first";
        }
        return "its noise is not known: too few certified replays of a task; two at least, better three or more";
    }

    private Forecast.Case plan(ScoreStream stream, Behaviour behaviour, Design design, Forecaster.DailyCost cost) {
        var size = wanted(stream).allowance(behaviour.level());
        var runsPerDay = Pace.of(pact.watch()).runsPerDay();
        var within = pact.watch().detect().filter(_ -> whole).map(Watch.Detect::runs);
        var delay = delay(behaviour, design, size, runsPerDay);
        var search = within.map(runs -> new DesignSearch(simulation, behaviour, design, size, runs));
        var unit = stream.metric().unit();
        return new Forecast.Case(
                behaviour.level(),
                behaviour instanceof Rates rates ? OptionalDouble.of(rates.noise()) : OptionalDouble.empty(),
                false,
                (stream.riseIsHarm() ? "a rise of " : "a drop of ") + wanted(stream),
                size,
                delay,
                gate(stream, behaviour, design),
                search.map(s -> finds(s, unit, behaviour)).orElse(OptionalDouble.empty()),
                search.map(s -> advice(s, delay.kept().orElse(false), behaviour, cost))
                        .orElse(List.of()));
    }

    /// What is looked for: what the pact declares, and what the promise allows where that is of another kind.
    private Tolerance wanted(ScoreStream stream) {
        var declared = pact.watch().detect().map(Watch.Detect::drop);
        var fits = stream.metric().unit() == Unit.SHARE || !(declared.orElse(null) instanceof Tolerance.Points);
        return declared.filter(_ -> fits).orElseGet(() -> stream.tolerance());
    }

    /// Where the agent promises to stand on the same tasks.
    private OptionalDouble assumedLevel(ScoreStream stream) {
        var about = stream.promise().about();
        return pact.promisesOfMetrics().stream()
                .filter(promise -> promise.about().metric().equals(about.metric())
                        && promise.about().on().equals(about.on())
                        && promise.about().statistic() == about.statistic())
                .flatMapToDouble(promise -> switch (promise) {
                    case Promise.AtLeast(var _, var bound) -> java.util.stream.DoubleStream.of(bound);
                    case Promise.AtMost(var _, var bound) -> java.util.stream.DoubleStream.of(bound);
                    case Promise.MaxDrop _, Promise.MaxRise _, Promise.Always _, Promise.Never _ ->
                        java.util.stream.DoubleStream.empty();
                })
                .findFirst();
    }

    private Forecast.Delay delay(Behaviour behaviour, Design design, double size, double runsPerDay) {
        var paths = Math.clamp(REPLAYS / (design.tasks() * design.repeats()), FEWEST_PATHS, MOST_PATHS);
        var delays = simulation.delays(behaviour, design, size, paths);
        var mean = Arrays.stream(delays).average().orElse(0);
        var variance = Arrays.stream(delays)
                .mapToDouble(d -> (d - mean) * (d - mean))
                .average()
                .orElse(0);
        var missed =
                Arrays.stream(delays).filter(d -> d > DelaySimulation.LONGEST).count();
        var within = pact.watch()
                .detect()
                .map(detect ->
                        Arrays.stream(delays).filter(d -> d <= detect.runs()).count() / (double) paths);
        return new Forecast.Delay(
                mean,
                Math.sqrt(variance / paths),
                mean / runsPerDay,
                missed / (double) paths,
                DelaySimulation.LONGEST,
                within.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                within.map(share -> share >= DesignSearch.SHARE),
                paths);
    }

    /// Only for what is right or wrong: simulating the permutations and resamples of other gates takes minutes.
    private Optional<Forecast.Gate> gate(ScoreStream stream, Behaviour behaviour, Design design) {
        if (!whole || !(behaviour instanceof Rates rates)) {
            return Optional.empty();
        }
        var allowed = stream.tolerance().allowance(rates.level());
        var gate = new GateSimulation(rates, design, allowed, family, confidence.alpha(), confidence.seed());
        return Optional.of(new Forecast.Gate(
                gate.finds(0.8), gate.finds(0.95), gate.unchangedPasses(), closedForm(stream, rates, design)));
    }

    private Optional<Forecast.ClosedForm> closedForm(ScoreStream stream, Rates rates, Design design) {
        if (rates.certifiedReplays() != 1 || design.repeats() != 1) {
            return Optional.empty();
        }
        var flips = 2 * rates.noise() * rates.mean() * (1 - rates.mean());
        var size = wanted(stream).allowance(rates.level());
        var allowed = stream.tolerance().allowance(rates.level());
        return Optional.of(new Forecast.ClosedForm(
                PairedPower.tasksToFind(size, flips, confidence.alpha(), 0.8),
                PairedPower.tasksToFind(size, flips, confidence.alpha(), 0.95),
                (int) Math.ceil(PairedPower.tasksToPass(allowed, flips, confidence.alpha(), 0.95)
                        * rates.tasks()
                        / rates.shared().worth())));
    }

    private static OptionalDouble finds(DesignSearch search, Unit unit, Behaviour behaviour) {
        var step = unit == Unit.SHARE ? HALF_A_POINT : RATIO_STEP * behaviour.level();
        return search.smallest(step, unit == Unit.SHARE ? 0.5 * behaviour.level() : 2 * behaviour.level());
    }

    private static List<Forecast.Advice> advice(
            DesignSearch search, boolean kept, Behaviour behaviour, Forecaster.DailyCost cost) {
        var now = search.now();
        var tasks = kept ? search.fewerTasks() : search.moreTasks();
        var repeats = kept ? search.fewerRepeats() : search.moreRepeats();
        var extra = kept ? OptionalInt.empty() : search.moreCertified();
        var certified = (int) Math.round(behaviour.certifiedReplays());
        var advice = new ArrayList<Forecast.Advice>();
        DesignSearch.advice(
                        Forecast.Lever.TASKS, now.tasks(), tasks, cost.of(tasks.orElse(0) - now.tasks(), now.repeats()))
                .ifPresent(advice::add);
        DesignSearch.advice(Forecast.Lever.REPEATS, now.repeats(), repeats, cost.of(0, repeats.orElse(0)))
                .ifPresent(advice::add);
        DesignSearch.advice(
                        Forecast.Lever.CERTIFIED,
                        certified,
                        extra.isPresent() ? OptionalInt.of(certified + extra.getAsInt()) : extra,
                        OptionalDouble.empty())
                .ifPresent(advice::add);
        return advice;
    }
}
