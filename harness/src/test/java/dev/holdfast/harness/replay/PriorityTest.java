package dev.holdfast.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.target.Examples;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PriorityTest {
    @TempDir
    Path folder;

    @Test
    void aRunWhoseMoneyEndsHasSeenWhatComesFirst() {
        var limits = new Agent.Limits(
                1,
                OptionalDouble.empty(),
                Duration.ofSeconds(20),
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                List.of("critical", "orders"),
                false,
                OptionalInt.empty());
        var tasks = List.of(
                tagged("a", "small"),
                tagged("b", "orders"),
                tagged("c", "critical"),
                tagged("d", "critical", "orders"),
                tagged("e", "orders"));
        try (var agent = FakeAgent.start()) {
            var scene = new Scene(Examples.pact(Examples.agent(Examples.openAi(agent.url()), limits), tasks), 1);
            try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan())) {
                // each answer costs 0.000022 USD
                scene.runHastily(journal, Purse.of("test", 0.00009, 0, OptionalDouble.empty()));

                assertThat(journal.read().observations())
                        .extracting(Observation::task)
                        .containsExactly("c", "d", "b", "e");
            }
        }
    }

    private static GoldenTask tagged(String id, String... tags) {
        var plain = Examples.task(id, "question " + id);
        return new GoldenTask(id, plain.messages(), Optional.empty(), Set.of(tags), Optional.empty());
    }
}
