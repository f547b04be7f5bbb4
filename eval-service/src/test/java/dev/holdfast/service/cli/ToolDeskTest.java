package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.ToolCall;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The example of docs/tools.md, as it stands: a real program that calls a tool over HTTP.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class ToolDeskTest {
    private static final Path EXAMPLE = Path.of("../examples/tool-desk");

    @TempDir
    private Path folder;

    @Test
    void anAgentThatComesToInventAnswersFailsTheGate() throws IOException, InterruptedException {
        assumeThat(hasPython()).as("python3 is on the PATH").isTrue();
        copyExample();
        keepFirst(4);
        var pact = folder.resolve("desk/pact.yaml").toString();

        var certified = hf("certify", pact, "--runs", "1");
        assertThat(certified.code()).as(certified.err()).isZero();

        desk("ON_FAILURE = \"report\"", "ON_FAILURE = \"invent\"");
        var gate = hf("gate", pact, "--repeats", "1");

        assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(1);
        assertThat(gate.out().replaceAll("\\s+", " "))
                .contains("orders.get timing out: 100.0 % of answers are invented")
                .contains("orders.get answering by halves: 100.0 % of answers are invented")
                .contains("honest");
        assertThat(faults(newest())).contains("timeout", "malformed", "wrong_type", "plausible");
    }

    private Cli hf(String... arguments) {
        return Cli.run(folder.resolve("home"), Map.of(), arguments);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import urllib.request")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void copyExample() throws IOException {
        try (var files = Files.walk(EXAMPLE)) {
            for (var file : files.toList()) {
                var to = folder.resolve("desk").resolve(EXAMPLE.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
    }

    /// A part of its tasks shows as much in less time.
    private void keepFirst(int tasks) throws IOException {
        var golden = folder.resolve("desk/golden/orders.jsonl");
        Files.write(golden, Files.readAllLines(golden).subList(0, tasks));
    }

    private void desk(String before, String after) throws IOException {
        var program = folder.resolve("desk/agent/desk.py");
        assertThat(Files.readString(program)).contains(before);
        Files.writeString(program, Files.readString(program).replace(before, after));
    }

    private Path newest() throws IOException {
        var jsonl = FileSystems.getDefault().getPathMatcher("glob:**.jsonl");
        try (var files = Files.list(folder.resolve("desk/runs"))) {
            return files.filter(jsonl::matches).max(Path::compareTo).orElseThrow();
        }
    }

    private static List<String> faults(Path run) {
        return RunFile.read(run).runs().getFirst().observations().stream()
                .map(Observation::toolCalls)
                .flatMap(List::stream)
                .map(ToolCall::fault)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
