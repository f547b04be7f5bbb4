package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.PassAtK;
import dev.holdfast.schema.evaluation.PassRates;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// pass@k and pass^k of the candidate, on the plain tasks that were tried more than once.
record PassSurvey(List<GoldenTask> tasks, Observed candidate) {
    /// More tries than this tell a reader nothing more.
    private static final int MOST_TRIES = 8;

    /// Empty without repeats, or where scores are not pass or fail.
    Optional<PassRates> of(Metric metric, Scoring scoring) {
        var scores = tasks.stream()
                .filter(Scope.PLAIN::covers)
                .filter(metric.on()::covers)
                .map(task -> scoring.scores(task, candidate.answered(task.id())))
                .filter(tries -> tries.length > 1)
                .toArray(double[][]::new);
        if (scores.length < 2 || !Arrays.stream(scores).allMatch(PassSurvey::isPassOrFail)) {
            return Optional.empty();
        }
        var successes = Arrays.stream(scores)
                .mapToInt(tries -> (int) Arrays.stream(tries).sum())
                .toArray();
        var trials = Arrays.stream(scores).mapToInt(tries -> tries.length).toArray();
        var most = Math.min(MOST_TRIES, Arrays.stream(trials).min().orElseThrow());
        var tries = IntStream.rangeClosed(1, most)
                .mapToObj(k -> {
                    var once = PassAtK.atLeastOnce(successes, trials, k);
                    var always = PassAtK.everyTime(successes, trials, k);
                    return new PassRates.Tries(
                            k, once.value(), once.standardError(), always.value(), always.standardError());
                })
                .toList();
        return Optional.of(new PassRates(metric.name(), scores.length, tries));
    }

    private static boolean isPassOrFail(double[] tries) {
        return Arrays.stream(tries).allMatch(score -> score == 0 || score == 1);
    }
}
