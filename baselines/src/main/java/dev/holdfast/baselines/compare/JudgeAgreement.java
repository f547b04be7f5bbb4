package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.CohenKappa;
import dev.holdfast.harness.judge.Docket;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.harness.score.Scorers;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.run.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How far the judges of a metric agree with the people who labelled its calibration set.
///
/// @param labelled answers that people labelled
/// @param judged   of these, answers that the judges gave a score
/// @param same     of these, answers whose score is what the people's label is worth
/// @param kappa    Cohen's, of people and jury; empty where too little was judged or everybody said one thing
/// only
public record JudgeAgreement(String metric, int labelled, int judged, int same, Optional<CohenKappa> kappa) {
    /// "Substantial" in the words of Landis and Koch (1977, Biometrics 33, 159-174); below it a judge is not
    /// relied on.
    public static final double ENOUGH = 0.6;

    /// Fewer leave kappa with an interval wider than half of its range.
    private static final int FEWEST = 20;

    /// Of the recorded votes alone; nobody is asked.
    public static JudgeAgreement withPeople(Metric metric, Hearing hearing) {
        var judge = (Measure.Judge) metric.measure();
        var worths = judge.labels().values().stream().distinct().sorted().toList();
        var scorer = Scorers.of(Docket.whole(metric), hearing);
        var people = new ArrayList<Integer>();
        var judges = new ArrayList<Integer>();
        for (var labelled : judge.calibration()) {
            var worth = java.util.Objects.requireNonNull(judge.labels().get(labelled.label()));
            if (scorer.score(Docket.task(labelled), Docket.answer(labelled)) instanceof Score.Scored(var value)) {
                people.add(worths.indexOf(worth));
                judges.add(nearest(worths, value));
            }
        }
        var same = IntStream.range(0, people.size())
                .filter(i -> people.get(i).equals(judges.get(i)))
                .count();
        return new JudgeAgreement(
                metric.name(),
                judge.calibration().size(),
                people.size(),
                (int) same,
                kappa(people, judges, worths.size()));
    }

    /// Of what people's labels and the jury's scores are worth, answer by answer.
    ///
    /// @param clusters the task of each answer, by number: answers to one task go together
    static JudgeAgreement of(String metric, List<Double> worths, double[] labels, double[] jury, int[] clusters) {
        var ordered = worths.stream().distinct().sorted().toList();
        var people = DoubleStream.of(labels)
                .mapToObj(label -> nearest(ordered, label))
                .toList();
        var judges =
                DoubleStream.of(jury).mapToObj(score -> nearest(ordered, score)).toList();
        var same = IntStream.range(0, people.size())
                .filter(i -> people.get(i).equals(judges.get(i)))
                .count();
        var kappa = kappa(people, judges, ordered.size())
                .filter(_ -> IntStream.of(clusters).distinct().count() > 1)
                .map(_ -> CohenKappa.of(array(people), array(judges), ordered.size(), clusters));
        return new JudgeAgreement(metric, labels.length, labels.length, (int) same, kappa);
    }

    /// Whether the judges may be relied on.
    public boolean isEnough() {
        return kappa.isPresent() && kappa.get().kappa() >= ENOUGH && judged >= FEWEST;
    }

    /// The agreement in words.
    public String sentence() {
        if (judged == 0) {
            return "their agreement with people is not known: no vote on the calibration set is recorded.";
        }
        var counted = "they agree with people on %d of %d labelled answers".formatted(same, judged);
        if (kappa.isEmpty()) {
            return counted + ", of which kappa cannot be told.";
        }
        var told = "%s (%s, 95 %% interval %s … %s)"
                .formatted(
                        counted,
                        JudgeNotes.number(kappa.get().kappa()),
                        two(kappa.get().interval(0.95).low()),
                        two(kappa.get().interval(0.95).high()));
        if (judged < FEWEST) {
            return told + ": too few labels to rely on; " + FEWEST + " or more are needed.";
        }
        return told + (isEnough() ? "." : ": too little to rely on; " + two(ENOUGH) + " or more is needed.");
    }

    private static Optional<CohenKappa> kappa(List<Integer> people, List<Integer> judges, int labels) {
        var all = people.size();
        var constant = IntStream.range(0, all)
                .allMatch(i ->
                        people.get(i).equals(people.getFirst()) && judges.get(i).equals(people.getFirst()));
        if (all < 2 || labels < 2 || constant) {
            return Optional.empty();
        }
        return Optional.of(CohenKappa.of(array(people), array(judges), labels));
    }

    private static int[] array(List<Integer> labels) {
        return labels.stream().mapToInt(i -> i).toArray();
    }

    /// An even jury's median can lie between two labels; it then counts as the lower.
    private static int nearest(List<Double> worths, double value) {
        return IntStream.range(0, worths.size())
                .filter(i -> worths.get(i) <= value)
                .max()
                .orElse(0);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
