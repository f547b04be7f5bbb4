package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.ClopperPearson;
import dev.holdfast.schema.evaluation.Comparison;
import java.util.Arrays;
import java.util.function.DoublePredicate;

/// Counts what must never happen.
final class Breaches {
    private static final int EXAMPLES = 20;

    private Breaches() {}

    /// @param isBreach whether a replay's score breaks the promise
    static Comparison.Breaches count(PairedScores scores, Comparison.Sample sample, DoublePredicate isBreach) {
        var tasks = scores.pairs().stream()
                .filter(pair -> Arrays.stream(pair.candidate()).anyMatch(isBreach))
                .map(pair -> pair.task().id())
                .toList();
        var count = Arrays.stream(scores.candidate())
                .flatMapToDouble(Arrays::stream)
                .filter(isBreach)
                .count();
        return new Comparison.Breaches(
                sample,
                (int) count,
                rateBelow(tasks.size(), scores.pairs().size()),
                tasks.stream().limit(EXAMPLES).toList());
    }

    /// The exact one-sided 95 % bound of the share of tasks; with no breach it is the rule of three.
    private static double rateBelow(int breached, int tasks) {
        return ClopperPearson.of(breached, tasks, 2 * Confidence.SHOWN - 1).high();
    }
}
