package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.Holm;
import dev.holdfast.baselines.stat.StratifiedExactTest;
import dev.holdfast.baselines.stat.TaskCounts;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// Whether several runs look like repeats of one another, which every later comparison takes for granted.
///
/// Each run is held against all others together, task by task (stratified exact test, both directions), and the
/// p-values are adjusted for all runs and metrics.
public final class RunAgreement {
    /// Runs are certified rarely and looked at once, so only what chance hardly ever brings is told.
    private static final double ALPHA = 0.01;

    private final List<GoldenTask> tasks;
    private final List<Run> runs;
    private final Hearing hearing;
    private final List<Metric> metrics;

    /// One run on one metric.
    private record Question(Run run, Metric metric, double p) {}

    public RunAgreement(PactFile file, List<GoldenTask> tasks, List<Run> runs) {
        this.tasks = tasks;
        this.runs = runs;
        this.hearing = Hearing.of(runs);
        this.metrics = file.pact().promisesOfMetrics().stream()
                .map(file.pact()::metricOf)
                .distinct()
                .filter(metric -> metric.unit() == Unit.SHARE)
                .toList();
    }

    /// On every metric the run that stands out, if one differs from the others by more than chance; in words.
    public List<String> disagreements() {
        var questions = runs.size() < 2 ? List.<Question>of() : questions();
        if (questions.isEmpty()) {
            return List.of();
        }
        var adjusted = Holm.adjust(questions.stream().mapToDouble(Question::p).toArray());
        var outliers = new LinkedHashMap<Metric, Integer>();
        for (var i = 0; i < adjusted.length; i++) {
            if (adjusted[i] <= ALPHA) {
                outliers.merge(questions.get(i).metric(), i, (a, b) -> adjusted[a] <= adjusted[b] ? a : b);
            }
        }
        return outliers.values().stream()
                .map(i -> sentence(questions.get(i), adjusted[i]))
                .toList();
    }

    private List<Question> questions() {
        var questions = new ArrayList<Question>();
        for (var metric : metrics) {
            for (var run : runs) {
                var counts = counts(metric, run);
                if (!counts.isEmpty()) {
                    questions.add(new Question(run, metric, twoSided(counts)));
                }
            }
        }
        return questions;
    }

    private static double twoSided(List<TaskCounts> counts) {
        var one = Math.min(
                StratifiedExactTest.fewerSuccesses(counts).p(),
                StratifiedExactTest.moreSuccesses(counts).p());
        return Math.min(1, 2 * one);
    }

    /// Successes of the other runs and of this one on every task that both have; graded scores are not counted.
    private List<TaskCounts> counts(Metric metric, Run run) {
        var scoring = new Scoring(metric, hearing);
        var here = new Observed(List.of(run));
        var others = new Observed(
                runs.stream().filter(other -> !other.id().equals(run.id())).toList());
        var counts = new ArrayList<TaskCounts>();
        for (var task : tasks) {
            var now = scoring.scores(task, here.answered(task.id()));
            var rest = scoring.scores(task, others.answered(task.id()));
            if (metric.on().covers(task) && now.length > 0 && rest.length > 0 && isBinary(now) && isBinary(rest)) {
                counts.add(new TaskCounts(successes(rest), rest.length, successes(now), now.length));
            }
        }
        return counts;
    }

    private static boolean isBinary(double[] scores) {
        return Arrays.stream(scores).allMatch(score -> score == 0 || score == 1);
    }

    private static int successes(double[] scores) {
        return (int) Arrays.stream(scores).filter(score -> score == 1).count();
    }

    private static String sentence(Question question, double p) {
        return ("run \"%s\" differs from the other certified runs on %s by more than chance (p = %s): runs vary more"
                        + " than this baseline can tell; find out why, or certify more of them")
                .formatted(question.run().id(), question.metric().name(), String.format(Locale.ROOT, "%.2g", p));
    }
}
