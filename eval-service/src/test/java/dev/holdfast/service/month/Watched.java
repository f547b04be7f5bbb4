package dev.holdfast.service.month;

import dev.holdfast.alerting.incident.Alarm;
import dev.holdfast.alerting.incident.Since;
import dev.holdfast.baselines.watch.Detector;
import dev.holdfast.baselines.watch.DetectorState;
import dev.holdfast.baselines.watch.Signal;
import dev.holdfast.baselines.watch.Tallies;
import dev.holdfast.baselines.watch.Tally;
import dev.holdfast.baselines.watch.WatchPlan;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// One agent with its certificate and its watch.
final class Watched {
    private final int agent;
    private final SplittableRandom dice;
    private final WatchPlan plan;
    private final Tallies certified;
    private final double level;
    private final List<Verdict> verdicts = new ArrayList<>();
    private List<Instant> runs = new ArrayList<>();
    private DetectorState state;
    private boolean takenBack;

    Watched(int agent, WatchPlan plan, long seed) {
        this.agent = agent;
        this.plan = plan;
        this.dice = new SplittableRandom(seed * 1_000_003 + agent);
        var passed = new HashMap<String, Integer>();
        for (var task = 0; task < Fleet.TASKS; task++) {
            for (var run = 0; run < 3; run++) {
                passed.merge("task-" + task, throwFor(task, Fleet.START) ? 1 : 0, Integer::sum);
            }
        }
        var tallies = new HashMap<String, Tally>();
        passed.forEach((task, count) -> tallies.put(task, Tally.ofSuccesses(count, 3)));
        this.certified = Tallies.of(tallies);
        this.level = passed.values().stream().mapToInt(Integer::intValue).sum() / (3.0 * Fleet.TASKS);
        this.state = Detector.start(plan, certified);
    }

    /// What a run says, and the alarm that the watch is in after it.
    record Seen(Evaluation evaluation, List<Alarm> alarms) {}

    Seen run(Instant at) {
        var trial = trial(at);
        // what a judge in trouble scored is no evidence, and is not learned from
        var spoilt = Fleet.isScoredByTheJudge(agent) && Fleet.isJudgeBroken(at);
        runs.add(at);
        var step = Detector.next(state, spoilt ? Tallies.of(Map.of()) : trial.tallies());
        state = step.state();
        var evaluation = trial.evaluation(level);
        verdicts.addFirst(spoilt ? Verdict.ERROR : evaluation.verdict());
        return new Seen(evaluation, alarm(step.signal()).stream().toList());
    }

    /// The certified version again; the watch starts anew.
    void takeBack() {
        takenBack = true;
        runs = new ArrayList<>();
        state = Detector.start(plan, certified);
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    private Trial trial(Instant at) {
        var passed = new HashMap<Integer, Boolean>();
        if (!Fleet.isOut(agent, at)) {
            for (var task = 0; task < Fleet.TASKS; task++) {
                passed.put(task, throwFor(task, at));
            }
        }
        return new Trial(agent, at, passed);
    }

    private boolean throwFor(int task, Instant at) {
        return dice.nextDouble() < Fleet.chance(agent, task, at, takenBack);
    }

    private Optional<Alarm> alarm(Signal signal) {
        return signal instanceof Signal.Alarm(var _, var heat, var when)
                ? Optional.of(new Alarm(
                        Trial.PROMISE,
                        Optional.empty(),
                        heat,
                        new Since(time(when.earliest()), time(when.likeliest()), time(when.latest()))))
                : Optional.empty();
    }

    private Instant time(int run) {
        return runs.get(run - 1);
    }
}
