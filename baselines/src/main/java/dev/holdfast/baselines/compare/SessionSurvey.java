package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.ChangePoint;
import dev.holdfast.baselines.stat.SessionTrend;
import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Stress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a metric goes along a session.
///
/// A position's value is the mean score over the sessions of the run, less what the same task scores without any
/// session where that is known, so that a hard task late in the session is no fall. The order of tasks was drawn at
/// random, so with no effect of the session the positions could as well be in any other order: the null hypothesis of
/// both tests.
record SessionSurvey(StressedScores scores, Confidence confidence) {
    /// Points on the curve; what is tested is every position.
    private static final int MOST_POINTS = 10;

    /// One position that has a score.
    private record Position(GoldenTask task, int number, double value) {}

    /// Empty when no position has a score.
    Optional<ProbeReading.Curve> curve(List<GoldenTask> tasks) {
        var positions = positions(tasks);
        if (positions.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProbeReading.Curve(
                scores.metric().name(),
                scores.metric().unit(),
                scores.plainLevel(tasks),
                points(positions),
                course(positions)));
    }

    /// Empty where there are too few positions to speak of a course.
    private Optional<ProbeReading.SessionCourse> course(List<Position> positions) {
        if (positions.size() < ChangePoint.fewest()) {
            return Optional.empty();
        }
        var values = positions.stream().mapToDouble(Position::value).toArray();
        var level = positions.stream()
                .mapToDouble(position -> Change.mean(scores.now(position.task())))
                .average()
                .orElseThrow();
        var lift = level - Arrays.stream(values).average().orElseThrow();
        var trend = new SessionTrend(confidence.permutations(), confidence.seed()).test(new double[][] {values});
        var half = trend.slope() * (values.length - 1) / 2;
        var found = new ChangePoint(confidence.permutations(), confidence.seed()).ofFall(values);
        return Optional.of(new ProbeReading.SessionCourse(
                values.length,
                level - half,
                level + half,
                trend.pFalling(),
                new ProbeReading.Break(
                        new Estimate(
                                number(positions, found.after()),
                                number(positions, found.low()),
                                number(positions, found.high())),
                        found.before() + lift,
                        found.behind() + lift,
                        found.p())));
    }

    /// The course of the tasks of one session, alone.
    Optional<ProbeReading.SessionCourse> courseOf(List<GoldenTask> tasks) {
        return course(positions(tasks));
    }

    private static int number(List<Position> positions, int count) {
        return positions.get(count - 1).number();
    }

    private List<Position> positions(List<GoldenTask> tasks) {
        return tasks.stream()
                .filter(task -> scores.now(task).length > 0)
                .map(task -> new Position(task, number(task), value(task)))
                .sorted(Comparator.comparingInt(Position::number))
                .toList();
    }

    private static int number(GoldenTask task) {
        return task.stress().orElseThrow() instanceof Stress.InSession in ? in.position() : 0;
    }

    private double value(GoldenTask task) {
        var plain = scores.plain(task);
        return Change.mean(scores.now(task)) - (plain.length == 0 ? 0 : Change.mean(plain));
    }

    private List<ProbeReading.Point> points(List<Position> positions) {
        var points = new ArrayList<ProbeReading.Point>();
        var count = Math.min(MOST_POINTS, positions.size());
        for (var i = 0; i < count; i++) {
            var from = (int) ((long) positions.size() * i / count);
            var to = (int) ((long) positions.size() * (i + 1) / count);
            points.add(point(positions.subList(from, to)));
        }
        return points;
    }

    private ProbeReading.Point point(List<Position> positions) {
        var tasks = positions.stream().map(Position::task).toList();
        var now = tasks.stream().map(scores::now).toArray(double[][]::new);
        var first = positions.getFirst().number();
        var last = positions.getLast().number();
        return new ProbeReading.Point(
                first == last ? String.valueOf(first) : first + "–" + last,
                OptionalDouble.of((first + last) / 2.0),
                OptionalDouble.empty(),
                tasks.size(),
                new Level(
                                new Level.Scores(now, Clusters.of(tasks)),
                                scores.metric().unit(),
                                Statistic.MEAN,
                                false,
                                confidence)
                        .estimate(),
                scores.certifiedLevel(tasks),
                Optional.empty(),
                false);
    }
}
