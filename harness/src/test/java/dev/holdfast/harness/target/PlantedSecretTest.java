package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.replay.Journal;
import dev.holdfast.harness.replay.Progress;
import dev.holdfast.harness.replay.SuiteRunner;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A key that the agent sends back, wherever it can put it, comes out nowhere.
@Timeout(60)
final class PlantedSecretTest {
    @TempDir
    private Path folder;

    static Stream<String> kinds() {
        var chats = Stream.of(Target.Provider.values()).map(Target.Provider::key);
        return Stream.concat(Stream.of("openai", "http", "process"), chats);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isInNoJournalAndNoMessage(String kind) throws IOException {
        try (var fake = FakeAgent.start().does(PlantedSecretTest::echo)) {
            var tasks = IntStream.range(0, 8)
                    .mapToObj(n -> Examples.task("t" + n, "q" + n))
                    .toList();
            var agent = Examples.agent(target(kind, fake.url()), Examples.limits(1, Duration.ofSeconds(20), 0));
            var file = Examples.pact(agent, tasks);
            var journalled = folder.resolve("run.jsonl");
            var said = new ArrayList<String>();

            try (var journal = Journal.create(journalled, Plans.of(file, 1, "r", Instant.EPOCH, "0.1"));
                    var replayer = Targets.open(file, Examples.secrets(), InstantSource.system());
                    var runner = new SuiteRunner(
                            replayer, agent.limits(), Duration.ofSeconds(5), InstantSource.system(), 1)) {
                said.add(runner.run(file.suite(), journal, Progress.UNHEARD).toString());
            }

            assertThat(Files.readString(journalled))
                    .contains("${env:AGENT_KEY}")
                    .doesNotContain("planted")
                    .doesNotContain("sk-");
            assertThat(said.toString()).doesNotContain("planted");
        }
    }

    /// In an answer, in an error, in a header, in the model's name, in a tool call.
    private static Reaction echo(Call call) {
        var key = Examples.KEY;
        return switch (call.number() % 4) {
            case 0 -> Reaction.error(401, "wrong key " + key);
            case 1 -> Reaction.redirect(302, "http://elsewhere/?key=" + key);
            case 2 -> Reaction.body(Json.line(Map.of("answer", "you sent " + key, "model", key, "message", key)));
            default -> new Reaction.Says("you sent " + key);
        };
    }

    private static Target target(String kind, String url) {
        var key = new Reference("${env:AGENT_KEY}");
        var form = new Target.AnswerForm(
                Optional.of("/answer"),
                Optional.empty(),
                new Target.UsageForm(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.of("/model"));
        return switch (kind) {
            case "openai" -> Examples.openAi(url);
            case "http" ->
                new Target.Http(
                        new Reference(url), "POST", Map.of("X-Key", key), Optional.of(Json.tree("", "{}")), form);
            case "process" ->
                new Target.Program(
                        List.of(
                                "sh",
                                "-c",
                                "echo \"{\\\"answer\\\": \\\"$K\\\", \\\"model\\\": \\\"$K\\\"}\"; "
                                        + "if [ $0 = t3 ]; then echo $K >&2; exit 1; fi",
                                "${task.id}"),
                        Target.Stdin.QUESTION,
                        Optional.empty(),
                        Map.of("K", key),
                        10_000,
                        form);
            default ->
                new Target.Chat(
                        Target.Provider.valueOf(kind.toUpperCase(java.util.Locale.ROOT)),
                        new Reference(url),
                        "m",
                        Optional.of(key),
                        new Target.Sampling(OptionalDouble.empty(), OptionalInt.of(9), OptionalLong.empty()));
        };
    }
}
