package dev.holdfast.baselines.compare;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.run.Observation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The scores of one metric by task, in the order in which they come.
final class ScoreSheet {
    private static final double[] NONE = {};

    private final Metric metric;
    private final Scoring scoring;
    private final Map<String, Row> rows = new HashMap<>();

    ScoreSheet(Metric metric, Scoring scoring) {
        this.metric = metric;
        this.scoring = scoring;
    }

    private static final class Row {
        private double[] scores = new double[1];
        private int size;

        void add(double[] more) {
            if (size + more.length > scores.length) {
                scores = Arrays.copyOf(scores, Math.max(2 * scores.length, size + more.length));
            }
            System.arraycopy(more, 0, scores, size, more.length);
            size += more.length;
        }
    }

    /// An answer without a score adds nothing, nor does one that the metric is not about.
    void add(GoldenTask task, Observation answered) {
        if (!metric.on().covers(task)) {
            return;
        }
        var scores = scoring.scores(task, List.of(answered));
        if (scores.length > 0) {
            rows.computeIfAbsent(task.id(), _ -> new Row()).add(scores);
        }
    }

    /// Those of a task; none where it has none.
    double[] of(String task) {
        var row = rows.get(task);
        return row == null ? NONE : Arrays.copyOf(row.scores, row.size);
    }
}
