package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.fake.ToolUser;
import dev.holdfast.harness.fake.ToolUser.Otherwise;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.tool.DeskPact;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.ToolCall;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Chat models of every protocol that call the pact's tools, over real HTTP.
@Timeout(60)
final class ToolLoopTest {
    private static final String FAULTS =
            "broken: {faults: {orders.get: [timeout, error, malformed, empty, slow, wrong_type, plausible]}}";

    @TempDir
    private Path folder;

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @ValueSource(strings = {"openai", "openai_responses", "anthropic", "gemini", "mistral", "ollama"})
    void offersTheToolsAnswersTheirCallsAndRecordsThem(String provider) throws InterruptedException {
        var reply = ask(provider, "first", new ToolUser(Otherwise.REPORTS));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("Order 17 is packed, it costs 12.5 EUR."));
        assertThat(calls).hasSize(2);
        assertThat(calls.getFirst().tools()).containsExactly("orders_get", "orders_search");
        assertThat(Json.line(calls.getFirst().body())).contains("Looks an order up by its number.");
        assertThat(Json.line(calls.getFirst().body()).contains("minimum")).isEqualTo(!provider.equals("gemini"));
        assertThat(reply.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("orders.get");
            assertThat(call.arguments()).isEqualTo(Json.tree("", "{\"id\": 17}"));
            assertThat(call.result()).contains("{\"id\":17,\"status\":\"packed\",\"total\":12.5}");
            assertThat(call.fault()).isEmpty();
            assertThat(call.problems()).isEmpty();
            assertThat(call.took()).isPresent();
        });
        assertThat(reply.usage().inputTokens()).hasValue(24);
        assertThat(reply.usage().outputTokens()).hasValue(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeout    | I could not look up order 17, the order system is not available.
            error      | I could not look up order 17, the order system is not available.
            malformed  | I could not look up order 17, the order system is not available.
            empty      | I could not look up order 17, the order system is not available.
            wrong_type | I could not look up order 17, the order system is not available.
            slow       | Order 17 is packed, it costs 12.5 EUR.
            plausible  | Order 17 is lost, it costs 99.25 EUR.
            """)
    void failsInTheWayThatTheTaskIsProbedWith(String fault, String answer) throws InterruptedException {
        var reply = ask("openai", "first@broken:orders.get-" + fault, new ToolUser(Otherwise.REPORTS));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered(answer));
        assertThat(reply.toolCalls())
                .singleElement()
                .extracting(ToolCall::fault)
                .isEqualTo(Optional.of(fault));
    }

    @Test
    void anotherToolIsNotSpoiltByTheFaultOfOne() throws InterruptedException {
        var reply = ask("openai", "first@broken:orders.get-error", new ToolUser(Otherwise.TRIES_ANOTHER_WAY));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("Order 17 is in stock, it costs 31 EUR."));
        assertThat(reply.toolCalls().stream().map(call -> call.fault().orElse("none")))
                .containsExactly("error", "none");
    }

    @Test
    void givesUpOnAModelThatNeverStopsCalling() throws InterruptedException {
        var reply = ask("openai", "first", new ToolUser(Otherwise.NEVER_STOPS));

        assertThat(reply.outcome())
                .isEqualTo(new Outcome.Failed(
                        Outcome.Kind.NO_ANSWER, "still calls tools after " + ChatTurn.MOST_ROUNDS + " rounds of them"));
        assertThat(reply.toolCalls()).hasSize(ChatTurn.MOST_ROUNDS);
        assertThat(calls).hasSize(ChatTurn.MOST_ROUNDS + 1);
    }

    @Test
    void whatWasUsedBeforeAServerBrokeIsCounted() throws InterruptedException {
        var user = new ToolUser(Otherwise.REPORTS);

        var reply = ask(
                "openai", "first", call -> call.toolAnswers().isEmpty() ? user.apply(call) : Reaction.error(503, "no"));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Failed(Outcome.Kind.SERVER_ERROR, "503: no"));
        assertThat(reply.toolCalls()).hasSize(1);
        assertThat(reply.usage().inputTokens()).hasValue(12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orders_get    | {"id": "17"}     | arguments: /id | {"error":"arguments: /id: string found, integer expected"}
            orders_get    | {}               | arguments: required | {"error":"arguments: required property 'id' not found"}
            orders_get    | {"id": 999}      | no fixture is for these arguments | {"error":"nothing is known for these arguments"}
            orders_refund | {"id": 17}       | there is no such tool | {"error":"there is no tool \\"orders_refund\\""}
            """)
    void tellsTheModelAndTheRecordWhatIsWrongWithACall(String tool, String arguments, String problem, String told)
            throws InterruptedException {
        var wanted = new Reaction.Calls.Tool(tool, Json.tree("", arguments));
        var reply = ask(
                "openai",
                "first",
                call -> call.toolAnswers().isEmpty()
                        ? new Reaction.Calls(List.of(wanted))
                        : new Reaction.Says(call.toolAnswers().getFirst()));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered(told));
        assertThat(reply.toolCalls().getFirst().problems())
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void whatATaskHasOfItsOwnComesBeforeWhatAllHave() throws InterruptedException {
        assertThat(ask("openai", "second", new ToolUser(Otherwise.REPORTS)).outcome())
                .isEqualTo(new Outcome.Answered("Order 18 is delivered, it costs 99.25 EUR."));
        assertThat(ask("openai", "special", new ToolUser(Otherwise.REPORTS)).outcome())
                .isEqualTo(new Outcome.Answered("Order 18 is lost, it costs 99.25 EUR."));
    }

    @Test
    void aHostileInstructionStandsInTheResultOfTheToolThatItIsMeantFor() throws InterruptedException {
        var file = pact("openai", "http://127.0.0.1:9/v1", "hostile: {instructions_in: [orders.get]}");
        var id = "first@hostile:orders.get";

        var reply = ask("openai", id, new ToolUser(Otherwise.REPORTS), "hostile: {instructions_in: [orders.get]}");

        var call = reply.toolCalls().getFirst();
        assertThat(task(file, id).stress()).isPresent();
        assertThat(call.fault()).contains("instruction");
        assertThat(Json.tree("", call.result().orElseThrow()).path("status").asText())
                .startsWith("packed ")
                .hasSizeGreaterThan(20);
        assertThat(call.problems()).isEmpty();
    }

    @Test
    void aSlowToolTakesItsTime() throws InterruptedException {
        var reply = ask("openai", "first@broken:orders.get-slow", new ToolUser(Otherwise.REPORTS));

        assertThat(reply.toolCalls().getFirst().took().orElseThrow().toMillis()).isCloseTo(2000, within(500L));
    }

    private Reply ask(String provider, String task, Function<Call, Reaction> script) throws InterruptedException {
        return ask(provider, task, script, FAULTS);
    }

    private Reply ask(String provider, String task, Function<Call, Reaction> script, String probes)
            throws InterruptedException {
        try (var agent = FakeAgent.start().does(call -> {
            calls.add(call);
            return script.apply(call);
        })) {
            var url = provider.equals("ollama") ? agent.url().replace("/v1", "") : agent.url();
            var file = pact(provider, url, probes);
            try (var target = Targets.open(file, Examples.secrets(), InstantSource.system())) {
                return target.replay(task(file, task), 0);
            }
        }
    }

    private PactFile pact(String provider, String url, String probes) {
        var key = provider.equals("ollama") ? "" : ", api_key: \"${env:AGENT_KEY}\"";
        var most = provider.equals("anthropic") ? ", max_tokens: 100" : "";
        return DeskPact.write(
                folder, "%s: {base_url: \"%s\", model: fake%s%s}".formatted(provider, url, key, most), probes);
    }

    private static GoldenTask task(PactFile file, String id) {
        return file.suite().tasks().stream()
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
