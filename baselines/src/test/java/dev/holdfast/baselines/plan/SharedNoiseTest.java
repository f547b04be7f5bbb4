package dev.holdfast.baselines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.baselines.compare.Clusters;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SharedNoiseTest {
    /// Five clusters of four.
    private static final Clusters CLUSTERS =
            new Clusters(IntStream.range(0, 20).map(task -> task / 4).toArray());

    private static final Design DESIGN = new Design(20, 1, 0);

    @Test
    void countsAClusterAsOneTaskWhereItsRunsMoveTogether() {
        var run = IntStream.range(0, 20).mapToDouble(task -> task / 4 - 2).toArray();

        var shared = SharedNoise.estimated(CLUSTERS, List.of(run));

        assertThat(shared.share()).isEqualTo(1);
        assertThat(shared.worth()).isEqualTo(5);
    }

    @Test
    void countsEveryTaskWhereNoneNamesACluster() {
        var alone = new Clusters(IntStream.range(0, 20).toArray());

        var shared = SharedNoise.estimated(alone, List.of(new double[20]));

        assertThat(shared.isNone()).isTrue();
        assertThat(shared.worth()).isEqualTo(20);
    }

    @Test
    void assumesTheWorstWhereNothingVariesOrNothingIsKnown() {
        assertThat(SharedNoise.estimated(CLUSTERS, List.of(new double[20])).share())
                .isEqualTo(1);
        assertThat(SharedNoise.estimated(CLUSTERS, List.of()).share()).isEqualTo(1);
    }

    /// Replays that share so much of their noise, seen in 400 runs, show it.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.8})
    void findsTheShareThatReplaysHave(double share) {
        var truth = new SharedNoise(CLUSTERS.byTask(), share);
        var random = new SplittableRandom(5);

        var runs = IntStream.range(0, 400)
                .mapToObj(_ -> Arrays.stream(truth.replay(CLUSTERS.byTask(), random))
                        .map(chance -> chance < 0.5 ? 0.5 : -0.5)
                        .toArray())
                .toList();

        // two tasks share their chance with probability share², so that is what runs show of it
        assertThat(SharedNoise.estimated(CLUSTERS, runs).share()).isCloseTo(share * share, within(0.06));
    }

    @Test
    void putsTasksThatAreAddedIntoClustersOfTheirOwn() {
        var shared = SharedNoise.estimated(CLUSTERS, List.of());

        assertThat(shared.clusterOf(7, 7, DESIGN)).isEqualTo(1);
        assertThat(shared.clusterOf(25, 3, DESIGN.withTasks(40)))
                .isEqualTo(shared.clusterOf(26, 2, DESIGN.withTasks(40)))
                .isNotEqualTo(shared.clusterOf(3, 3, DESIGN.withTasks(40)))
                .isNotEqualTo(shared.clusterOf(26, 4, DESIGN.withTasks(40)));
    }
}
