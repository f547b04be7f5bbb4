package dev.holdfast.service.month;

import dev.holdfast.baselines.watch.Tallies;
import dev.holdfast.baselines.watch.Tally;
import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Coverage;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Mover;
import dev.holdfast.schema.evaluation.Side;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// What one run of an agent measured, and the evaluation of it.
///
/// @param passed tasks that were solved; empty where nobody answered
public record Trial(int agent, Instant at, Map<Integer, Boolean> passed) {
    public static final String PROMISE = "correct max_drop";
    private static final double ALLOWED = .05;
    /// One-sided, 95 %.
    private static final double Z = 1.645;

    Tallies tallies() {
        var tallies = new TreeMap<String, Tally>();
        passed.forEach((task, pass) -> tallies.put("task-" + task, Tally.ofSuccesses(pass ? 1 : 0, 1)));
        return Tallies.of(tallies);
    }

    double share() {
        return (double) passed.values().stream().filter(pass -> pass).count() / Fleet.TASKS;
    }

    /// Against the certified share, whose 300 replays are taken as known.
    public Evaluation evaluation(double certified) {
        var finding = passed.isEmpty() ? unmeasured() : finding(certified);
        var failed = Fleet.TASKS - passed.size();
        var coverage =
                new Coverage(Fleet.TASKS, passed.size(), failed, 0, List.of(), 0, List.of(), 0, Fleet.TASKS, failed);
        return new Evaluation(
                "ev-" + agent + "-" + at,
                "pact-" + agent,
                at,
                finding.verdict(),
                finding.sentence(),
                side("certified"),
                side("run-" + at),
                "key",
                false,
                .05,
                1,
                coverage,
                List.of(finding),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "test",
                List.of(),
                Optional.of(new Attribution("The model, silently.", List.of(part()), List.of())),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static Attribution.Part part() {
        return new Attribution.Part(
                Mover.MODEL, "fingerprint", Optional.of("a"), Optional.of("b"), Attribution.State.CHANGED);
    }

    private static Side side(String run) {
        return new Side(List.of(run), Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    private static Finding.Promised promised() {
        return new Finding.Promised(
                PROMISE, "correct", "correct falls by at most 5 points", Mode.ENFORCE, Optional.empty());
    }

    private static Finding unmeasured() {
        return new Finding.NotMeasured(promised(), "No replay got an answer.", Finding.NotMeasured.Cause.FAILURES);
    }

    /// Broken takes both, certain and large, as everywhere.
    private Finding finding(double certified) {
        var fall = share() - certified;
        var deviation = Math.sqrt(Math.max(.0004, share() * (1 - share())) / Fleet.TASKS);
        var change = new Comparison.Change(
                new Comparison.Sample(Fleet.TASKS, 3 * Fleet.TASKS, Fleet.TASKS),
                Unit.SHARE,
                certified,
                share(),
                new Estimate(fall, fall - 1.96 * deviation, fall + 1.96 * deviation),
                ALLOWED,
                fall - Z * deviation,
                0,
                0,
                "normal",
                "normal");
        var sentence = String.format(
                Locale.ROOT, "Correct answers went from %.1f %% to %.1f %%.", 100 * certified, 100 * share());
        if (fall - Z * deviation > -ALLOWED) {
            return new Finding.Kept(promised(), sentence, change, List.of());
        }
        return fall <= -ALLOWED && fall + Z * deviation < 0
                ? new Finding.Broken(promised(), sentence, change, List.of(), fall + 1.96 * deviation < -ALLOWED)
                : new Finding.Inconclusive(promised(), sentence, change, List.of(), OptionalInt.empty());
    }

    Verdict verdict(double certified) {
        return evaluation(certified).verdict();
    }
}
