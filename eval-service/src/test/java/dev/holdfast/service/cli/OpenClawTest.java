package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.OpenClawGateway;
import dev.holdfast.harness.fake.StreamingModel;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A real gateway, from the pact to the verdict. One gateway takes a minute to start, so the tests share it, each
/// leaving the pin as the next one wants it.
@Tag("openclaw")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OpenClawTest {
    private static final int TASKS = 30;

    @TempDir
    static Path folder;

    private static FakeAgent model;
    private static OpenClawGateway gateway;

    /// Alpha answers in upper case, beta does not: the drift that the pin makes.
    @BeforeAll
    static void start() throws IOException, InterruptedException {
        model = FakeAgent.start().does(new StreamingModel(OpenClawTest::say));
        gateway = OpenClawGateway.start(Files.createDirectories(folder.resolve("gateway")), model.url());
        System.out.println("OpenClaw " + OpenClawGateway.VERSION + " runs at " + gateway.url());
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (model != null) {
            model.close();
        }
    }

    private static String say(String model, String user) {
        return model.equals("alpha-1") ? "PARCEL ON ITS WAY" : "I cannot tell where it is";
    }

    @Test
    @Order(1)
    void recordsTheModelThatAnsweredTheToolsTheTokensAndTheCost() throws IOException {
        var run = folder.resolve("tools.jsonl");
        var pact = pact("tools", "CALL read {\\\"path\\\":\\\"note.txt\\\"} please", 2);

        var cli = cli("run", pact, "--out", run.toString());

        assertThat(cli.code()).as(cli.err()).isZero();
        var observations = RunFile.read(run).runs().getFirst().observations();
        assertThat(observations).hasSize(2).allSatisfy(observation -> {
            assertThat(observation.model()).contains(OpenClawGateway.ALPHA);
            assertThat(observation.fingerprint().orElseThrow())
                    .startsWith("workspace ")
                    .contains(", tools ");
            assertThat(observation.usage().inputTokens().orElseThrow()).isPositive();
            assertThat(observation.usage().costUsd().orElseThrow()).isPositive();
            assertThat(observation.toolCalls()).singleElement().satisfies(call -> {
                assertThat(call.name()).isEqualTo("read");
                assertThat(call.arguments().path("path").asText()).isEqualTo("note.txt");
                assertThat(call.result().orElseThrow()).contains("the parcel left on 3 May");
            });
        });
        assertThat(observations.stream().map(Observation::fingerprint).distinct())
                .hasSize(1);
        print("tools", observations.getFirst());
    }

    @Test
    @Order(2)
    void asksAConversationThroughChatCompletionsAndCompletesItFromTheHistory() throws IOException {
        var run = folder.resolve("conversation.jsonl");
        var golden = folder.resolve("conversation-golden.jsonl");
        var pact = pact("conversation", "unused", 1);
        Files.writeString(
                golden,
                "{\"id\":\"c\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"},"
                        + "{\"role\":\"assistant\",\"content\":\"hi\"},"
                        + "{\"role\":\"user\",\"content\":\"CALL read {\\\"path\\\":\\\"note.txt\\\"} now\"}],"
                        + "\"expected\":\"PARCEL\"}\n");

        var cli = cli("run", pact, "--out", run.toString());

        assertThat(cli.code()).as(cli.err()).isZero();
        var observation = RunFile.read(run).runs().getFirst().observations().getFirst();
        assertThat(observation.model()).contains(OpenClawGateway.ALPHA);
        assertThat(observation.toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.result().orElseThrow()).contains("3 May"));
        assertThat(observation.usage().costUsd().orElseThrow()).isPositive();
        print("conversation", observation);
    }

    @Test
    @Order(3)
    void seesThePinChangeInWhatAnsweredAndInTheVerdict() throws IOException, InterruptedException {
        var pact = pact("desk", "Where is parcel %d?", TASKS);
        assertThat(cli("certify", pact, "--runs", "2").code()).isZero();
        var before = gate(pact, "before");
        assertThat(gateway.pin()).contains(OpenClawGateway.ALPHA);

        gateway.pin(OpenClawGateway.BETA);
        var after = gate(pact, "after");

        assertThat(gateway.pin()).contains(OpenClawGateway.BETA);
        assertThat(before.verdict()).isEqualTo(Verdict.PASS);
        assertThat(before.candidate().models()).containsExactly(OpenClawGateway.ALPHA);
        assertThat(after.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(after.candidate().models()).containsExactly(OpenClawGateway.BETA);
        System.out.println("before: " + before.headline());
        System.out.println("after:  " + after.headline());
    }

    @Test
    @Order(4)
    void asksACandidateModelWithoutTouchingThePin() throws IOException, InterruptedException {
        var pact = folder.resolve("desk.yaml").toString();

        var cli = cli("gate", pact, "--candidate", OpenClawGateway.ALPHA, "--format", "json");

        assertThat(cli.code()).as(cli.err()).isZero();
        var evaluation = Json.read("evaluation", cli.out(), Evaluation.class);
        assertThat(evaluation.candidate().models()).containsExactly(OpenClawGateway.ALPHA);
        assertThat(gateway.pin()).contains(OpenClawGateway.BETA);
    }

    private static Evaluation gate(String pact, String name) {
        var cli = cli("gate", pact, "--format", "json");
        assertThat(cli.code()).as(name + cli.err()).isIn(0, 1);
        return Json.read("evaluation", cli.out(), Evaluation.class);
    }

    private static void print(String what, Observation observation) {
        System.out.println(what + ": " + RunFile.line("run", observation));
    }

    private static Cli cli(String... arguments) {
        var environment = Map.of("OPENCLAW_URL", gateway.url(), "OPENCLAW_TOKEN", OpenClawGateway.TOKEN);
        return Cli.run(folder.resolve("home"), environment, arguments);
    }

    private static String pact(String name, String question, int tasks) throws IOException {
        Files.writeString(
                folder.resolve(name + "-golden.jsonl"),
                IntStream.range(0, tasks)
                        .mapToObj(i -> "{\"id\":\"%d\",\"input\":\"%s\",\"expected\":\"PARCEL\"}"
                                .formatted(i, question.replace("%d", String.valueOf(i))))
                        .collect(Collectors.joining("\n")));
        var pact = """
                holdfast: 1
                pact: %1$s
                agent:
                  target:
                    openclaw: {url: "${env:OPENCLAW_URL}", agent: main, token: "${env:OPENCLAW_TOKEN}"}
                  limits: {at_once: 6, timeout: 180s}
                golden: [%1$s-golden.jsonl]
                metrics:
                  found: {contains: expected}
                promises:
                  - {metric: found, at_least: 70%%, max_drop: 20pt}
                """.formatted(name);
        return Files.writeString(folder.resolve(name + ".yaml"), pact).toString();
    }
}
