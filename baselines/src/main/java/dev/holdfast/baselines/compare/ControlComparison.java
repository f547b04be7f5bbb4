package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.ClusterBootstrap;
import dev.holdfast.baselines.stat.SignFlipTest;
import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Tolerance;
import dev.holdfast.schema.pact.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// How far the control moved, and how far the agent moved beyond it: the difference of the two differences, task by
/// task (Card and Krueger 1994, American Economic Review 84, 772-793, for the idea).
///
/// Two tests. First, null hypothesis: the control's certified and new replays of a task are alike; it is the test
/// that the agent itself is put to. Second, null hypothesis: on every task, what the agent moved more than the
/// control is as likely to be for the better as for the worse; it is the sign-flip test. Quantities are compared by
/// ratio, so their differences are of logarithms, told as a change of the agent's certified value.
final class ControlComparison {
    private static final Tolerance NONE = new Tolerance.Relative(0);

    private final Observed certified;
    private final Observed candidate;
    private final Confidence confidence;

    ControlComparison(Observed certified, Observed candidate, Confidence confidence) {
        this.certified = certified;
        this.candidate = candidate;
        this.confidence = confidence;
    }

    /// Empty where too little of the control was measured to say anything.
    Optional<Evidence.Controlled> of(Metric metric, PairedScores agent, boolean riseIsHarm) {
        var tasks = agent.pairs().stream().map(PairedScores.Pair::task).toList();
        var control = new Scoring(metric, Hearing.NONE).pair(tasks, certified, candidate);
        var both = control.pairs().stream().map(pair -> pair.task().id()).collect(Collectors.toSet());
        var shared = PairedScores.of(agent.pairs().stream()
                .filter(pair -> both.contains(pair.task().id()))
                .toList());
        if (both.size() < 2 || both.size() < Shortfall.LEAST_COVERAGE * tasks.size()) {
            return Optional.empty();
        }
        var agentChange = change(metric, shared, riseIsHarm);
        var controlChange = change(metric, control, riseIsHarm);
        if (!agentChange.isMeasurable() || !controlChange.isMeasurable()) {
            return Optional.empty();
        }
        var ofControl = controlChange.measure(NONE);
        var ofAgent = agentChange.measure(NONE);
        var shifts = new Shifts(metric.unit(), shared, control);
        return Optional.of(new Evidence.Controlled(
                both.size(),
                metric.unit(),
                ofAgent.difference(),
                ofControl.difference(),
                shifts.difference(ofAgent.certified(), confidence),
                ofControl.p(),
                shifts.p(riseIsHarm, confidence),
                "difference in differences, sign-flip test over tasks, one-sided"));
    }

    private Change change(Metric metric, PairedScores scores, boolean riseIsHarm) {
        return new Change(scores, metric.unit(), Statistic.MEAN, riseIsHarm, confidence);
    }

    /// How far each side moved, in the order of the same tasks.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Shifts(Unit unit, double[][] agent, double[][] control) {
        Shifts(Unit unit, PairedScores agent, PairedScores control) {
            this(unit, of(unit, agent), of(unit, control));
        }

        private static double[][] of(Unit unit, PairedScores scores) {
            var shifts = new ArrayList<double[]>();
            for (var pair : scores.pairs()) {
                shifts.add(new double[] {
                    scale(unit, Change.mean(pair.candidate())) - scale(unit, Change.mean(pair.certified()))
                });
            }
            return shifts.toArray(double[][]::new);
        }

        private static double scale(Unit unit, double mean) {
            return unit == Unit.SHARE ? mean : Math.log(mean);
        }

        Estimate difference(double level, Confidence confidence) {
            var interval = new ClusterBootstrap(Statistic.MEAN, confidence.resamples(), confidence.seed())
                    .difference(control, agent)
                    .interval(Confidence.SHOWN);
            var mean = Arrays.stream(beyond()).average().orElseThrow();
            return new Estimate(shown(mean, level), shown(interval.low(), level), shown(interval.high(), level));
        }

        private double shown(double difference, double level) {
            return unit == Unit.SHARE ? difference : Math.expm1(difference) * level;
        }

        double p(boolean riseIsHarm, Confidence confidence) {
            var test = new SignFlipTest(confidence.permutations(), confidence.seed());
            return riseIsHarm ? test.pGreater(beyond()) : test.pLess(beyond());
        }

        private double[] beyond() {
            var beyond = new double[agent.length];
            Arrays.setAll(beyond, i -> agent[i][0] - control[i][0]);
            return beyond;
        }
    }
}
