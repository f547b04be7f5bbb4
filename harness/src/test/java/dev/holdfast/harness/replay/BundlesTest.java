package dev.holdfast.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BundlesTest {
    private static final Digest DIGEST = Digest.of("tasks");
    private static final Suite SUITE = new Suite(
            Stream.concat(
                            Stream.of(task("plain", Optional.empty())),
                            IntStream.rangeClosed(1, 3)
                                    .boxed()
                                    .flatMap(n -> Stream.of(
                                            task("s" + n, Optional.of(new Stress.InSession("soak", n, 3, DIGEST))),
                                            task("l" + n, Optional.of(new Stress.UnderLoad("busy", 3))))))
                    .toList(),
            DIGEST);

    @Test
    void aSessionThatCameToItsEndKeepsItsFailures() {
        assertThat(kept(answered("s1"), failed("s2"), answered("s3"))).containsExactly("s1", "s2", "s3");
    }

    @Test
    void aSessionThatBrokeOffOrDiedIsMadeAgainWhole() {
        assertThat(kept(answered("s1"), answered("s2"))).isEmpty();
        assertThat(kept(answered("s1"), failed("s2"), failed("s3"))).isEmpty();
    }

    @Test
    void aLevelOfLoadKeepsItsFailuresUnlessNothingAnswered() {
        assertThat(kept(answered("l1"), failed("l2"), failed("l3"))).containsExactly("l1", "l2", "l3");
        assertThat(kept(answered("l1"), failed("l2"))).isEmpty();
        assertThat(kept(failed("l1"), failed("l2"), failed("l3"))).isEmpty();
    }

    @Test
    void aPlainReplayStandsForItself() {
        assertThat(kept(answered("plain"))).containsExactly("plain");
        assertThat(kept(failed("plain"))).isEmpty();
    }

    private static List<String> kept(Observation... observations) {
        var bundles = new Bundles(SUITE);
        Stream.of(observations).forEach(bundles::saw);
        bundles.settle(1);
        return Stream.of(observations)
                .filter(bundles::keeps)
                .map(Observation::task)
                .toList();
    }

    private static GoldenTask task(String id, Optional<Stress> stress) {
        return new GoldenTask(id, List.of(), Optional.empty(), Set.of(), Optional.empty(), stress);
    }

    private static Observation answered(String task) {
        return observation(task, new Outcome.Answered("yes"));
    }

    private static Observation failed(String task) {
        return observation(task, new Outcome.Failed(Outcome.Kind.TIMEOUT, "late"));
    }

    private static Observation observation(String task, Outcome outcome) {
        return new Observation(
                task,
                0,
                outcome,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Usage.UNKNOWN,
                1,
                Map.of(),
                List.of(),
                List.of());
    }
}
