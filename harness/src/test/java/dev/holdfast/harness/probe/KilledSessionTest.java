package dev.holdfast.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.replay.Ending;
import dev.holdfast.harness.replay.Journal;
import dev.holdfast.schema.run.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed in the middle of a session leaves no broken session behind.
@Timeout(120)
final class KilledSessionTest {
    private static final int LENGTH = 60;

    @TempDir
    private Path folder;

    @Test
    void theSessionIsMadeAgainFromItsFirstPosition() throws IOException, InterruptedException {
        var calls = new CopyOnWriteArrayList<Call>();
        try (var agent = FakeAgent.start().does(call -> {
            calls.add(call);
            return new Reaction.After(Duration.ofMillis(10), new Reaction.Says("answer to " + call.question()));
        })) {
            var pact = pact(folder, agent.url());
            var path = folder.resolve("killed.jsonl");
            var child = start(agent.url(), path);
            while (positions(path) < 20 && child.isAlive()) {
                Thread.sleep(1);
            }
            child.destroyForcibly().waitFor();
            assertThat(positions(path)).isBetween(20L, LENGTH - 1L);
            calls.clear();

            try (var journal = Journal.resume(path, pact.plan(1), pact.file().suite())) {
                assertThat(journal.superseded()).isGreaterThanOrEqualTo(20);
                assertThat(pact.run(journal)).isEqualTo(new Ending.Complete());

                var soak = journal.read().observations().stream()
                        .map(Observation::task)
                        .filter(task -> task.contains("@soak:"))
                        .map(task -> task.substring(task.indexOf(':') + 1))
                        .toList();
                assertThat(soak)
                        .isEqualTo(IntStream.rangeClosed(1, LENGTH)
                                .mapToObj(String::valueOf)
                                .toList());
            }
            // every position was asked anew, each with all that had been said before it
            assertThat(calls.stream().map(call -> call.said().size()).filter(size -> size > 4))
                    .hasSize(LENGTH - 1)
                    .doesNotHaveDuplicates();
        }
    }

    /// The other process.
    public static void main(String[] arguments) {
        pact(Path.of(arguments[1]).resolveSibling(""), arguments[0]).run(Path.of(arguments[1]), 1);
    }

    private static ProbedPact pact(Path folder, String url) {
        return ProbedPact.write(folder, url, 3, "soak: {one_session_of: " + LENGTH + "}");
    }

    private static long positions(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return 0;
        }
        try (var lines = Files.lines(journal)) {
            return lines.filter(line -> line.contains("@soak:")).count();
        }
    }

    private static Process start(String url, Path journal) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledSessionTest.class.getName(),
                        url,
                        journal.toString()))
                .inheritIO()
                .start();
    }
}
