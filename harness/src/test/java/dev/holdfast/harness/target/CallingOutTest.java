package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.tool.DeskPact;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.ToolCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Agents that are handed an address and call the tools themselves.
@Timeout(60)
final class CallingOutTest {
    private static final String FAULTS = "broken: {faults: {orders.get: [error, malformed]}}";

    @TempDir
    private Path folder;

    @Test
    void aServerIsToldWhereTheToolsAreAndItsCallsAreRecorded() throws InterruptedException {
        var reply = askServer("{question: \"${task.question}\", tools: \"${tools.url}\"}", "first", this::looksUp);

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("{\"id\":17,\"status\":\"packed\",\"total\":12.5}"));
        assertThat(reply.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("orders.get");
            assertThat(call.fault()).isEmpty();
        });
    }

    @Test
    void aProbeSpoilsWhatTheServersAgentIsTold() throws InterruptedException {
        var reply = askServer(
                "{question: \"${task.question}\", tools: \"${tools.url}\"}",
                "first@broken:orders.get-error",
                this::looksUp);

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("{\"error\":\"internal error\"}"));
        assertThat(reply.toolCalls())
                .singleElement()
                .extracting(ToolCall::fault)
                .isEqualTo(Optional.of("error"));
    }

    @Test
    void aServerThatIsNotToldCannotBeProbed() {
        assertThatThrownBy(() -> askServer("{question: \"${task.question}\"}", "first", this::looksUp))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("probe \"broken\" spoils the answers of \"orders.get\"");
    }

    @Test
    void aProgramFindsTheToolsInItsEnvironment() throws IOException, InterruptedException {
        var script = """
                #!/bin/sh
                printf '%s %s' "${HOLDFAST_TOOLS_URL#http://127.0.0.1:*/}" "${HOLDFAST_MCP_URL#http://127.0.0.1:*/}"
                """;
        var agent = Files.writeString(folder.resolve("agent.sh"), script);
        assertThat(agent.toFile().setExecutable(true)).isTrue();
        var file = DeskPact.write(folder, "process: {command: [./agent.sh, \"${tools.mcp_url}\"]}", FAULTS);

        try (var target = Targets.open(file, Examples.secrets(), InstantSource.system())) {
            var reply = target.replay(task(file, "first"), 0);

            assertThat(reply.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Answered.class,
                            answer -> assertThat(answer.text()).matches("[0-9a-f-]{36}/tools [0-9a-f-]{36}/mcp"));
        }
    }

    @Test
    void whatAnAgentShowsOfOtherToolsIsHeldAgainstTheirSchemas() throws IOException, InterruptedException {
        var file = DeskPact.write(
                folder,
                "process: {command: [./agent.sh], answer: /a, tool_calls: {at: /calls, name: /n, arguments: /in, result: /out}}",
                FAULTS);
        var pact = folder.resolve("pact.yaml");
        Files.writeString(
                pact,
                Files.readString(pact)
                        .replace("{schema: search.json, fixtures: found.jsonl}", "{schema: search.json}"));
        var agent = Files.writeString(folder.resolve("agent.sh"), """
                #!/bin/sh
                echo '{"a": "done", "calls": [{"n": "orders.search", "in": {"txt": "x"}, "out": {}}]}'
                """);
        assertThat(agent.toFile().setExecutable(true)).isTrue();
        var changed = dev.holdfast.schema.pact.PactReader.read(pact);

        try (var target = Targets.open(changed, Examples.secrets(), InstantSource.system())) {
            var reply = target.replay(task(file, "first"), 0);

            assertThat(reply.toolCalls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.problems())
                            .containsExactly("arguments: required property 'text' not found"));
        }
    }

    private Reply askServer(String request, String task, Function<Call, Reaction> script) throws InterruptedException {
        try (var agent = FakeAgent.start().does(script)) {
            var file = DeskPact.write(
                    folder, "http: {url: \"%s\", request: %s, answer: /told}".formatted(agent.url(), request), FAULTS);
            try (var target = Targets.open(file, Examples.secrets(), InstantSource.system())) {
                return target.replay(task(file, task), 0);
            }
        }
    }

    /// An agent behind a server, which looks the order up where it was told to.
    private Reaction looksUp(Call call) {
        var url = URI.create(call.body().path("tools").asText() + "/orders.get");
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(url)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"id\": 17}"))
                    .build();
            var told = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return Reaction.body(Json.line(java.util.Map.of("told", told)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GoldenTask task(PactFile file, String id) {
        return file.suite().tasks().stream()
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
