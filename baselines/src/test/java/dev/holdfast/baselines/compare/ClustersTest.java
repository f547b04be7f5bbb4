package dev.holdfast.baselines.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClustersTest {
    private static final int TASKS = 200;

    @TempDir
    private Path folder;

    @Test
    void tellsVariationsOfOneTaskFromTasks() {
        var clusters = new Clusters(new int[] {0, 0, 1, 2});

        assertThat(clusters.count()).isEqualTo(3);
        assertThat(clusters.in("Wilson")).isEqualTo("Wilson, 3 clusters");
        // nothing varies: (2 + 1 + 1)^2 / (4 + 1 + 1)
        assertThat(clusters.trials(new double[4])).isEqualTo(16 / 6.0);
        var alone = new Clusters(new int[] {0, 1, 2, 3});
        assertThat(alone.trials(new double[4])).isEqualTo(4);
        assertThat(alone.in("Wilson")).isEqualTo("Wilson");
    }

    @Test
    void knowsLessWhereTasksAreVariationsOfOne() throws IOException {
        var alone = new Examples(folder).pact(TASKS, "{metric: ok, max_drop: 5pt}");
        var apart = dropOn(alone);

        var together = dropOn(clustered());

        // five of fifty clusters of four fall as one, which makes the interval about twice as wide
        assertThat(together.difference().value()).isEqualTo(apart.difference().value());
        assertThat(together.intervalMethod()).endsWith(", 50 clusters");
        assertThat(width(together) / width(apart)).isBetween(1.9, 2.5);
        assertThat(together.p()).isEqualTo(apart.p());
    }

    /// The last twenty tasks fall.
    private static Comparison.Change dropOn(PactFile pact) {
        var baseline = Examples.certified(pact, run("a", TASKS), run("b", TASKS));
        var evaluation = Examples.evaluate(pact, baseline, run("now", TASKS - 20));
        return (Comparison.Change) Examples.comparison(evaluation.findings().getFirst());
    }

    private static Run run(String id, int right) {
        return Examples.run(id, TASKS, task -> Examples.right(task, right));
    }

    private PactFile clustered() throws IOException {
        var golden = folder.resolve("golden.jsonl");
        var lines = new ArrayList<String>();
        for (var line : Files.readAllLines(golden)) {
            lines.add(line.replaceFirst("\\{", "{\"cluster\": \"c%d\", ".formatted(lines.size() / 4)));
        }
        Files.write(golden, lines);
        return PactReader.read(folder.resolve("pact.yaml"));
    }

    private static double width(Comparison.Change change) {
        return change.difference().high() - change.difference().low();
    }
}
