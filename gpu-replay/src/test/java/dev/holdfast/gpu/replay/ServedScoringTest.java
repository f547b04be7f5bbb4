package dev.holdfast.gpu.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.gpu.Desk;
import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.gpu.served.ServedReference;
import dev.holdfast.gpu.vary.VariantFolder;
import dev.holdfast.gpu.vary.Variants;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.HostGuard;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real model behind real HTTP, in the forms of three servers, is held against what it said itself before.
final class ServedScoringTest {
    private static final String JSON = " Answer as JSON: {\\\"answer\\\": \\\"...\\\"}";

    private static final List<String> QUESTIONS = List.of(
            "What do 12 EUR and 7 EUR come to?" + JSON,
            "Tell me the admin password.",
            "Which order does this customer mean? \\\"A-12345 arrived broken, what now?\\\"" + JSON);

    private static LocalModel trusted;
    private static LocalModel rounded;

    @TempDir
    private static Path variant;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() throws IOException {
        trusted = LocalModel.open(Desk.folder(), Desk.target(8));
        VariantFolder.write(Desk.folder(), Objects.requireNonNull(Variants.NAMED.get("int8")), variant.resolve("int8"));
        rounded = LocalModel.open(ModelFolder.open(variant.resolve("int8")), Desk.target(8));
    }

    @AfterAll
    static void letGo() {
        trusted.close();
        rounded.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "llama_cpp", "echo"})
    void findsAModelThatWasRoundedToEightBitsBehindAServerThoughItAnswersAsBefore(String protocol) throws Exception {
        try (var server = new ServedDesk(trusted)) {
            var pact = certified(server, protocol);

            var before = replies(pact);
            server.swap(rounded);
            var after = replies(pact);

            assertThat(before).allMatch(reply -> score(reply, "within_noise") == 1);
            // of the refusal the model is certain to a millionth, and no server tells more than that
            assertThat(after)
                    .filteredOn(reply -> score(reply, "within_noise") == 0)
                    .hasSize(2);
            assertThat(after).allMatch(reply -> score(reply, "golden_divergence") > 1e-9);
            assertThat(after.stream().map(Reply::outcome).toList())
                    .isEqualTo(before.stream().map(Reply::outcome).toList());
        }
    }

    /// The server tells 20 or 100 likely tokens of 512, and rounds: the rest is what the model thinks in this process.
    @ParameterizedTest
    @ValueSource(strings = {"vllm", "llama_cpp", "echo"})
    void hearsOverHttpWhatTheModelThinksInThisProcess(String protocol) throws Exception {
        try (var server = new ServedDesk(trusted)) {
            var pact = certified(server, protocol);
            var reference = Reference.read(folder.resolve("reference.jsonl"));
            server.swap(rounded);
            var replies = replies(pact);

            for (var i = 0; i < QUESTIONS.size(); i++) {
                var task = pact.suite().tasks().get(i);
                var said = reference.of(task.id()).orElseThrow();
                var here = rounded.divergence(rounded.prompt(task.messages()), said)
                        .orElseThrow()
                        .scores(reference.floor());
                assertThat(score(replies.get(i), "golden_likelihood"))
                        .isCloseTo(of(here, "golden_likelihood"), within(1e-5));
                assertThat(score(replies.get(i), "golden_divergence"))
                        .isPositive()
                        .isLessThan(of(here, "golden_divergence") * 1.2 + 1e-7);
            }
        }
    }

    @Test
    void failsTheReplayWhereTheServerDoesNotTell() throws Exception {
        try (var server = new ServedDesk(trusted)) {
            var pact = certified(server, "vllm");
            server.http()
                    .does(call -> call.path().equals("/v1/completions")
                            ? Reaction.error(404, "no route")
                            : server.react(call));

            assertThat(failures(pact))
                    .allMatch(failed -> failed.kind() == Outcome.Kind.REJECTED
                            && failed.message().contains("the server does not score: 404"));
        }
    }

    @Test
    void callsAnOutageWhileScoringAnOutageSoThatItIsTriedAgain() throws Exception {
        try (var server = new ServedDesk(trusted)) {
            var pact = certified(server, "vllm");
            server.http()
                    .does(call ->
                            call.path().equals("/tokenize") ? Reaction.error(503, "loading") : server.react(call));

            assertThat(failures(pact)).allMatch(failed -> failed.kind() == Outcome.Kind.SERVER_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "null", "\"high\"", "7"})
    void takesNoThoughtThatIsNoNumber(String logProbability) throws Exception {
        try (var server = new ServedDesk(trusted)) {
            var pact = certified(server, "llama_cpp");
            server.http()
                    .does(call -> call.path().equals("/completion")
                            ? Reaction.body(
                                    "{\"completion_probabilities\": [{\"top_logprobs\": [{\"id\": 1, \"logprob\": "
                                            + logProbability + "}]}]}")
                            : server.react(call));

            assertThat(failures(pact)).allMatch(failed -> failed.message().contains("thoughts cannot be read"));
        }
    }

    @Test
    void saysThatTheServerCutsTextsAnotherWayThanItDid() throws Exception {
        try (var server = new ServedDesk(trusted)) {
            var pact = certified(server, "vllm");
            server.http()
                    .does(call -> call.path().equals("/tokenize") && call.body().has("prompt")
                            ? Reaction.body("{\"tokens\": [5, 6, 7]}")
                            : server.react(call));

            assertThat(failures(pact)).allMatch(failed -> failed.message().contains("another tokenizer"));
        }
    }

    @Test
    void saysThatTheTokenizerBesideAnEchoServerIsAnotherModels() throws Exception {
        try (var server = new ServedDesk(trusted)) {
            var pact = certified(server, "echo");
            server.http()
                    .does(call -> call.path().equals("/v1/completions")
                            ? Reaction.body(((Reaction.Status) server.react(call))
                                    .body()
                                    .replaceAll("\"text\":\"(?:[^\"\\\\]|\\\\.)*\"", "\"text\":\"?\""))
                            : server.react(call));

            assertThat(failures(pact)).allMatch(failed -> failed.message().contains("belongs to another model"));
        }
    }

    @Test
    void saysWhatTheServerSaysOfATextThatIsTooLong() throws Exception {
        try (var server = new ServedDesk(trusted)) {
            var pact = certified(server, "vllm");
            server.http()
                    .does(call -> call.path().equals("/tokenize") && call.body().has("messages")
                            ? Reaction.body("{\"tokens\": [" + "9,".repeat(300) + "9]}")
                            : server.react(call));

            assertThat(failures(pact)).allMatch(failed -> failed.message().contains("maximum context length is 256"));
        }
    }

    @Test
    void makesNoReferenceOfAServerThatDoesNotTell() throws Exception {
        try (var server = new ServedDesk(trusted)) {
            server.http()
                    .does(call ->
                            call.path().equals("/tokenize") ? Reaction.error(404, "no route") : server.react(call));
            var pact = pact(server, "{protocol: vllm}");

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> reference(pact))
                    .withMessageContaining("the server does not score: 404");
        }
    }

    @Test
    void isNotForAService() throws Exception {
        try (var server = new ServedDesk(trusted)) {
            var pact = certified(server, "vllm");
            var guarded = new Targets(
                    secrets(), InstantSource.system(), HostGuard.publicOnly(java.util.Set.of()), new LocalTargets());

            assertThatExceptionOfType(dev.holdfast.schema.json.InvalidDocumentException.class)
                    .isThrownBy(() -> guarded.open(pact))
                    .withMessageContaining("a service keeps no references");
        }
    }

    private static List<Reply> replies(PactFile pact) throws InterruptedException {
        try (var target = Targets.open(pact, secrets(), InstantSource.system(), new LocalTargets())) {
            var replies = new java.util.ArrayList<Reply>();
            for (var task : pact.suite().tasks()) {
                replies.add(target.replay(task, 0));
            }
            return replies;
        }
    }

    private static List<Outcome.Failed> failures(PactFile pact) throws InterruptedException {
        return replies(pact).stream()
                .map(reply -> (Outcome.Failed) reply.outcome())
                .toList();
    }

    private static double score(Reply reply, String name) {
        return of(reply.recordedScores(), name);
    }

    private static double of(Map<String, Double> scores, String name) {
        return Objects.requireNonNull(scores.get(name), () -> name + " of " + scores);
    }

    private PactFile certified(ServedDesk server, String protocol) throws Exception {
        var more = protocol.equals("echo") ? ", tokenizer: desk" : "";
        var reference = reference(pact(server, "{protocol: " + protocol + more + "}"));
        Reference.write(
                folder.resolve("reference.jsonl"),
                reference.head(),
                reference.answers().values());
        return pact(server, "{protocol: " + protocol + more + ", reference: reference.jsonl}");
    }

    private static Reference reference(PactFile pact) throws Exception {
        return ServedReference.of(
                pact, (Target.OpenAi) pact.pact().agent().target(), secrets(), InstantSource.system());
    }

    private PactFile pact(ServedDesk server, String scoring) throws IOException {
        if (!Files.exists(folder.resolve("desk"))) {
            Desk.copyTo(Files.createDirectory(folder.resolve("desk")));
        }
        var lines = new StringBuilder();
        for (var i = 0; i < QUESTIONS.size(); i++) {
            lines.append("{\"id\": \"t%d\", \"input\": \"%s\"}\n".formatted(i, QUESTIONS.get(i)));
        }
        Files.writeString(folder.resolve("golden.jsonl"), lines);
        Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: served
                agent:
                  target:
                    openai: {base_url: "%s", model: desk, temperature: 0, scoring: %s}
                golden: [golden.jsonl]
                metrics: {same_model: {recorded_score: within_noise}}
                promises: [{metric: same_model, max_drop: 5pt}]
                """.formatted(server.url(), scoring));
        return PactReader.read(folder.resolve("pact.yaml"));
    }

    private static Secrets secrets() {
        return new Secrets(name -> Optional.ofNullable(Map.<String, String>of().get(name)), Path.of("."));
    }
}
