package dev.holdfast.harness.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.ToolCall;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tools as agents find them that call out, by plain HTTP and with the protocol's own client.
@Timeout(60)
final class ToolServerTest {
    private static final String FAULTS =
            "broken: {faults: {orders.get: [timeout, error, malformed, empty, slow, wrong_type, plausible]}}";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private PactFile file;
    private ToolServer server;

    @BeforeEach
    void start() {
        file = DeskPact.write(folder, "process: {command: [agent]}", FAULTS);
        server = ToolServer.start(
                ToolBox.of(file.pact(), new Secrets(_ -> Optional.empty(), folder)), Duration.ofSeconds(4));
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void listsTheToolsAndAnswersThem() throws Exception {
        try (var visit = server.open(task("first"), 0)) {
            var list = Json.tree("", get(visit.url().orElseThrow()).body());
            assertThat(list.findValuesAsText("name")).containsExactly("orders.get", "orders.search");
            assertThat(list.at("/0/parameters/required/0").asText()).isEqualTo("id");

            var answer = post(visit.url().orElseThrow() + "/orders.get", "{\"id\": 17}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"id\":17,\"status\":\"packed\",\"total\":12.5}");
            assertThat(visit.calls(List.of())).singleElement().satisfies(call -> {
                assertThat(call.name()).isEqualTo("orders.get");
                assertThat(call.arguments()).isEqualTo(Json.tree("", "{\"id\": 17}"));
                assertThat(call.result()).contains(answer.body());
                assertThat(call.took()).isPresent();
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            first                              | orders.get  | {"id": 17}   | 200 | {"id":17,"status":"packed","total":12.5}
            first                              | orders_get  | {"id": 17}   | 200 | {"id":17,"status":"packed","total":12.5}
            first                              | orders.get  | {"id": 19}   | 404 | {"error":"there is no order 19"}
            first                              | orders.get  | {"id": true} | 400 | {"error":"arguments: /id: boolean found, integer expected"}
            first                              | orders.get  | {"id":       | 400 | {"error":"arguments: string found, object expected"}
            first                              | orders.gone | {}           | 404 | {"error":"there is no tool \\"orders.gone\\""}
            first@broken:orders.get-error      | orders.get  | {"id": 17}   | 500 | {"error":"internal error"}
            first@broken:orders.get-malformed  | orders.get  | {"id": 17}   | 200 | {"id":17,"status":"p
            first@broken:orders.get-empty      | orders.get  | {"id": 17}   | 200 | {}
            first@broken:orders.get-wrong_type | orders.get  | {"id": 17}   | 200 | {"id":17,"status":0,"total":"n/a"}
            first@broken:orders.get-plausible  | orders.get  | {"id": 17}   | 200 | {"id":17,"status":"lost","total":99.25}
            """)
    void saysByItsStatusHowACallWent(String task, String tool, String arguments, int status, String body)
            throws Exception {
        try (var visit = server.open(task(task), 0)) {
            var answer = post(visit.url().orElseThrow() + "/" + tool, arguments);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @Test
    void aToolThatDoesNotAnswerKeepsItsCallerWaitingAndIsRecordedEvenWhenItHangsUp() throws Exception {
        try (var visit = server.open(task("first@broken:orders.get-timeout"), 0)) {
            var request = request(visit.url().orElseThrow() + "/orders.get")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"id\": 17}"));

            assertThatThrownBy(() -> http.send(
                            request.timeout(Duration.ofMillis(300)).build(), HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(HttpTimeoutException.class);
            assertThat(visit.calls(List.of()))
                    .singleElement()
                    .extracting(ToolCall::fault)
                    .isEqualTo(Optional.of("timeout"));

            var patient =
                    http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(patient.statusCode()).isEqualTo(504);
            assertThat(visit.calls(List.of()).getLast().took().orElseThrow())
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void callsOfReplaysThatRunAtOnceAreKeptApart() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var visits = new ArrayList<Future<List<ToolCall>>>();
            for (int n = 0; n < 40; n++) {
                var repeat = n;
                visits.add(pool.submit(() -> {
                    try (var visit = server.open(task("first"), repeat)) {
                        for (int call = 0; call < 5; call++) {
                            post(visit.url().orElseThrow() + "/orders.search", "{\"text\": \"n" + repeat + "\"}");
                        }
                        return visit.calls(List.of());
                    }
                }));
            }
            for (int n = 0; n < visits.size(); n++) {
                assertThat(visits.get(n).get())
                        .hasSize(5)
                        .extracting(call -> call.arguments().path("text").asText())
                        .containsOnly("n" + n);
            }
        }
    }

    @Test
    void aReplaysUrlsEndWithIt() throws Exception {
        var visit = server.open(task("first"), 0);
        var url = visit.url().orElseThrow();
        visit.close();

        assertThat(get(url).statusCode()).isEqualTo(404);
        assertThat(get(url.replaceFirst("[0-9a-f-]{36}", "guess")).statusCode()).isEqualTo(404);
    }

    @Test
    void aPageInABrowserIsTurnedAway() throws Exception {
        try (var visit = server.open(task("first"), 0)) {
            var request = request(visit.url().orElseThrow())
                    .header("Origin", "https://evil.example")
                    .build();

            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aRealMcpClientFindsAndCallsTheTools() {
        try (var visit = server.open(task("first"), 0);
                var client = client(visit)) {
            var hello = client.initialize();
            assertThat(hello.serverInfo().name()).isEqualTo("holdfast");
            assertThat(client.ping()).isNotNull();
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactly("orders_get", "orders_search");
            assertThat(client.listTools().tools().getFirst().inputSchema()).containsKey("properties");

            var found = client.callTool(forOrder(17));
            var refused = client.callTool(forOrder("x"));

            assertThat(found.isError()).isFalse();
            assertThat(text(found)).isEqualTo("{\"id\":17,\"status\":\"packed\",\"total\":12.5}");
            assertThat(refused.isError()).isTrue();
            assertThat(visit.calls(List.of())).extracting(ToolCall::name).containsExactly("orders.get", "orders.get");
            assertThat(visit.calls(List.of()).getLast().problems())
                    .containsExactly("arguments: /id: string found, integer expected");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeout    | true  | {"error":"no answer in time"}
            error      | true  | {"error":"internal error"}
            malformed  | false | {"id":17,"status":"p
            wrong_type | false | {"id":17,"status":0,"total":"n/a"}
            """)
    void aFaultComesThroughMcpAsItIs(String fault, boolean isError, String text) {
        try (var visit = server.open(task("first@broken:orders.get-" + fault), 0);
                var client = client(visit)) {
            client.initialize();

            var result = client.callTool(forOrder(17));

            assertThat(result.isError()).isEqualTo(isError);
            assertThat(text(result)).isEqualTo(text);
        }
    }

    @Test
    void whatIsNoMessageOfTheProtocolIsToldSo() throws Exception {
        try (var visit = server.open(task("first"), 0)) {
            var url = visit.mcpUrl().orElseThrow();

            assertThat(post(url, "{").body()).contains("-32700");
            assertThat(post(url, "[]").body()).contains("-32600");
            assertThat(post(url, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/list\"}")
                            .body())
                    .contains("-32601");
            assertThat(post(url, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(get(url).statusCode()).isEqualTo(405);
        }
    }

    private static McpSyncClient client(ToolServer.Visit visit) {
        var url = URI.create(visit.mcpUrl().orElseThrow());
        var transport = HttpClientStreamableHttpTransport.builder("http://" + url.getAuthority())
                .endpoint(url.getPath())
                .jsonMapper(new JacksonMcpJsonMapper(JsonMapper.builder().build()))
                .build();
        return McpClient.sync(transport).requestTimeout(Duration.ofSeconds(20)).build();
    }

    private static McpSchema.CallToolRequest forOrder(Object id) {
        return McpSchema.CallToolRequest.builder("orders_get")
                .arguments(Map.of("id", id))
                .build();
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().getFirst()).text();
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(request(url).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String url, String body) throws IOException, InterruptedException {
        return http.send(
                request(url).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    private GoldenTask task(String id) {
        return file.suite().tasks().stream()
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
