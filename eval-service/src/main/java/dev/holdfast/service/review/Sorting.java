package dev.holdfast.service.review;

import dev.holdfast.baselines.stat.PredictionPowered.Sums;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.harness.score.Scorers;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.Score;
import dev.holdfast.service.review.ReviewItem.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Picks the answers of one run that people are asked about.
///
/// Chance picks by a digest of where an answer stands, so that neither what it says nor what the jury said of it has a
/// part
/// in that, and looking again picks the same.
final class Sorting {
    /// Of each metric and run: enough to notice over some runs that a jury has changed, and a minute's work.
    private static final int DRAWN = 5;

    private static final int MOST_SPLIT = 10;
    private static final int MOST_ESCALATED = 50;
    /// Where no jury says in which words.
    private static final Map<String, Double> PLAIN = new TreeMap<>(Map.of("right", 1.0, "wrong", 0.0));

    private final PactFile file;
    private final Map<String, GoldenTask> tasks;
    private final Run run;
    private final Hearing hearing;

    Sorting(PactFile file, Run run, Hearing hearing) {
        this.file = file;
        this.tasks = file.suite().byId();
        this.run = run;
        this.hearing = hearing;
    }

    /// An answer, before it has a place in the queue.
    record Picked(
            Observation answer,
            GoldenTask task,
            Optional<Metric> metric,
            Reason reason,
            String detail,
            OptionalDouble jury,
            boolean drawn) {
        Map<String, Double> labels() {
            return metric.map(Sorting::judge).map(Measure.Judge::labels).orElse(PLAIN);
        }

        String definition() {
            return metric.map(Sorting::definition).orElse("");
        }

        String question() {
            return task.messages().stream().map(Message::content).collect(Collectors.joining("\n"));
        }
    }

    /// What the jury said of a metric.
    ///
    /// @param tasks to which it has heard answers
    record Judged(Metric metric, Sums scores, long tasks) {
        private static Judged of(Metric metric, List<Scored> scored) {
            return new Judged(
                    metric,
                    Sums.of(scored.stream().mapToDouble(Scored::score).toArray()),
                    scored.stream().map(each -> each.task().id()).distinct().count());
        }

        String definition() {
            return Sorting.definition(metric);
        }
    }

    private record Scored(Observation answer, GoldenTask task, double score, List<String> said) {
        boolean isSplit() {
            return said.stream().distinct().count() > 1;
        }
    }

    List<Picked> picked() {
        return Stream.concat(escalated(), juries().stream().flatMap(metric -> ofJury(metric, scored(metric))))
                .toList();
    }

    List<Judged> judged() {
        return juries().stream()
                .map(metric -> Judged.of(metric, scored(metric)))
                .filter(judged -> judged.scores().count() > 0)
                .toList();
    }

    /// Pairs are for judges: a person is asked what an answer is worth.
    private List<Metric> juries() {
        return file.pact().metrics().values().stream()
                .filter(metric -> metric.measure() instanceof Measure.Judge judge && !judge.pairwise())
                .toList();
    }

    private Stream<Picked> escalated() {
        return run.observations().stream()
                .filter(answer -> answer.outcome() instanceof Outcome.Escalated)
                .flatMap(answer -> task(answer).stream().map(task -> escalated(answer, task)))
                .limit(MOST_ESCALATED);
    }

    /// In the words of the first jury that would be asked about it.
    private Picked escalated(Observation answer, GoldenTask task) {
        var metric = juries().stream().filter(each -> each.on().covers(task)).findFirst();
        var reason = answer.outcome() instanceof Outcome.Escalated(var _, var why) ? why : "";
        return new Picked(answer, task, metric, Reason.ESCALATED, reason, OptionalDouble.empty(), false);
    }

    private Stream<Picked> ofJury(Metric metric, List<Scored> scored) {
        var picked = new LinkedHashMap<Scored, Picked>();
        scored.stream()
                .sorted(Comparator.comparing(answer -> chance(metric, answer)))
                .limit(DRAWN)
                .forEach(answer -> picked.put(answer, picked(metric, answer, Reason.DRAWN)));
        scored.stream()
                .filter(Scored::isSplit)
                .limit(MOST_SPLIT)
                .forEach(answer -> picked.putIfAbsent(answer, picked(metric, answer, Reason.SPLIT)));
        return picked.values().stream();
    }

    private static Picked picked(Metric metric, Scored answer, Reason reason) {
        return new Picked(
                answer.answer(),
                answer.task(),
                Optional.of(metric),
                reason,
                "",
                OptionalDouble.of(answer.score()),
                reason == Reason.DRAWN);
    }

    private String chance(Metric metric, Scored answer) {
        return Json.digest(List.of(
                        run.id(),
                        metric.name(),
                        answer.answer().task(),
                        answer.answer().repeat()))
                .value();
    }

    private List<Scored> scored(Metric metric) {
        var scorer = Scorers.of(metric, hearing);
        var scored = new ArrayList<Scored>();
        for (var answer : run.observations()) {
            if (answer.outcome() instanceof Outcome.Answered) {
                task(answer)
                        .filter(metric.on()::covers)
                        .filter(task -> scorer.score(task, answer) instanceof Score.Scored)
                        .ifPresent(task -> scored.add(new Scored(
                                answer,
                                task,
                                ((Score.Scored) scorer.score(task, answer)).value(),
                                said(metric, task, answer))));
            }
        }
        return scored;
    }

    private List<String> said(Metric metric, GoldenTask task, Observation answer) {
        return Scorers.ballots(metric, hearing, task, answer).stream()
                .flatMap(ballot -> Stream.ofNullable(hearing.votes().get(ballot.digest())))
                .flatMap(vote -> vote.label().stream())
                .toList();
    }

    private Optional<GoldenTask> task(Observation answer) {
        return Optional.ofNullable(tasks.get(answer.task()));
    }

    private static Measure.Judge judge(Metric metric) {
        return (Measure.Judge) metric.measure();
    }

    /// Of rubric, labels and judges: labels of people say nothing about a jury that is asked something else.
    private static String definition(Metric metric) {
        var judge = judge(metric);
        return new Definition(
                        judge.rubric(),
                        judge.labels(),
                        judge.jury().stream().map(Measure.Juror::settings).toList())
                .digest();
    }

    private record Definition(String rubric, Map<String, Double> labels, List<Digest> jury) {
        String digest() {
            return Json.digest(this).value();
        }
    }
}
