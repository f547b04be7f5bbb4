package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.PredictionPowered;
import dev.holdfast.baselines.stat.PredictionPowered.Sums;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What people and the jury of a metric say of the same answers, and what people would say of all of them.
///
/// @param agreement on answers that were drawn by chance and labelled
/// @param jury      what the jury says of all answers on average
/// @param people    what people would say, by PPI++; absent where answers to fewer than two tasks were labelled,
///                  or none is left unlabelled
public record PeopleAndJury(JudgeAgreement agreement, double jury, Optional<PredictionPowered> people) {
    /// One labelled answer.
    ///
    /// @param task  to which it is one; answers to one task go together
    /// @param label what the person's label is worth
    /// @param jury  the jury's score
    public record Pair(String task, double label, double jury) {}

    /// Of answers that were drawn by chance, and of all.
    ///
    /// @param worths of the labels that may be given
    /// @param pairs  of answers that were drawn by chance
    /// @param all    the jury's scores of every answer, those of the pairs among them
    /// @param tasks  that they are answers to; they are worth no more independent answers than that
    public static PeopleAndJury of(String metric, List<Double> worths, List<Pair> pairs, Sums all, long tasks) {
        var clusters = clusters(pairs);
        var labels = pairs.stream().mapToDouble(Pair::label).toArray();
        var jury = pairs.stream().mapToDouble(Pair::jury).toArray();
        var rest = all.minus(Sums.of(jury));
        return new PeopleAndJury(
                JudgeAgreement.of(metric, worths, labels, jury, clusters),
                all.mean(),
                IntStream.of(clusters).distinct().count() < 2 || rest.count() < 1
                        ? Optional.empty()
                        : Optional.of(PredictionPowered.of(
                                labels, jury, clusters, rest, (double) Math.clamp(tasks, 1, rest.count()))));
    }

    private static int[] clusters(List<Pair> pairs) {
        var numbers = new HashMap<String, Integer>();
        return pairs.stream()
                .mapToInt(pair -> numbers.computeIfAbsent(pair.task(), _ -> numbers.size()))
                .toArray();
    }
}
