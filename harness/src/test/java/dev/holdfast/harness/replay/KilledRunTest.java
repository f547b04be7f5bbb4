package dev.holdfast.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.target.Examples;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run whose process is killed loses nothing that had ended.
@Timeout(120)
final class KilledRunTest {
    private static final int TASKS = 1000;
    private static final int AT_ONCE = 8;

    @TempDir
    private Path folder;

    @Test
    void noReplayThatHadEndedIsMadeAgain() throws IOException, InterruptedException {
        try (var agent = FakeAgent.start()
                .does(call -> new Reaction.After(
                        Duration.ofMillis(5), new Reaction.Says(call.question() + " to " + call.authorization())))) {
            var scene = scene(agent.url());
            var path = folder.resolve("killed.jsonl");
            var child = start(agent.url(), path);
            while (agent.calls() < 400 && child.isAlive()) {
                Thread.sleep(1);
            }
            child.destroyForcibly().waitFor();
            var calls = agent.calls();
            assertThat(calls).isBetween(400, TASKS - 1);

            Run resumed;
            try (var journal = Journal.resume(path, scene.plan(), scene.suite())) {
                assertThat(journal.size()).isBetween(calls - 2 * AT_ONCE, calls);
                assertThat(scene.run(journal)).isEqualTo(new Ending.Complete());
                resumed = journal.read();
            }

            assertThat(agent.calls()).isBetween(TASKS, TASKS + 2 * AT_ONCE);
            assertThat(agent.questions()).hasSize(TASKS);
            assertThat(outcomes(resumed))
                    .isEqualTo(outcomes(uninterrupted(scene)))
                    .hasSize(TASKS);
            assertNoSecret();
        }
    }

    /// The other process.
    public static void main(String[] arguments) {
        var scene = scene(arguments[0]);
        try (var journal = Journal.create(Path.of(arguments[1]), scene.plan())) {
            scene.run(journal);
        }
    }

    private static Scene scene(String url) {
        return Scene.of(url, Examples.limits(AT_ONCE, Duration.ofSeconds(20), 0), TASKS, 1);
    }

    private static Process start(String url, Path journal) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRunTest.class.getName(),
                        url,
                        journal.toString())
                .inheritIO()
                .start();
    }

    private Run uninterrupted(Scene scene) {
        try (var journal = Journal.create(folder.resolve("whole.jsonl"), scene.plan())) {
            scene.run(journal);
            return journal.read();
        }
    }

    private static Map<Ask.Key, Outcome> outcomes(Run run) {
        var outcomes = new HashMap<Ask.Key, Outcome>();
        for (Observation observation : run.observations()) {
            outcomes.put(new Ask.Key(observation.task(), observation.repeat()), observation.outcome());
        }
        return outcomes;
    }

    private void assertNoSecret() throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .contains("Bearer ${env:AGENT_KEY}")
                            .doesNotContain("planted"));
        }
    }
}
