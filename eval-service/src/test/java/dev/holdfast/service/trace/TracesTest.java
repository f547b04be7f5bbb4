package dev.holdfast.service.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.Api;
import dev.holdfast.service.TestService;
import dev.holdfast.service.server.Neighbours;
import dev.holdfast.service.server.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TracesTest {
    private static final UUID RUN = UUID.fromString("0199c0de-0000-7000-8000-00000000beef");

    @TempDir
    private Path folder;

    private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
    private final HttpServer collector = collector();

    private static HttpServer collector() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void listen() {
        collector.createContext("/v1/traces", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("X-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void tellsOfReplaysAndPromisesInTheNamesOfTheConventions() throws IOException {
        var traces = new Traces(settings());
        var now = Instant.parse("2026-11-29T12:00:00Z");

        traces.replay(RUN, agent(), seen("\"output\":\"the customer is called Ada\",\"input_tokens\":7"));
        traces.replay(RUN, agent(), seen("\"error\":{\"kind\":\"timeout\",\"message\":\"no answer for Ada\"}"));
        traces.run(
                new Traces.Ended(UUID.randomUUID(), RUN, "desk", "ended", now, now.plusSeconds(3)),
                List.of(new Traces.Said("correct", "fail", OptionalDouble.of(0.75))));
        traces.close();

        var sent = received.stream().collect(Collectors.joining());
        assertThat(sent)
                .startsWith("opensesame")
                .contains("chat m1", "gen_ai.operation.name", "gen_ai.provider.name", "openai")
                .contains("gen_ai.usage.input_tokens", "error.type", "timeout")
                .contains("run desk", "gen_ai.evaluation.result", "gen_ai.evaluation.score.label", "fail")
                .as("what was asked and answered is nobody's business there")
                .doesNotContain("Ada")
                .doesNotContain("Who is it");
        assertThat(count(sent, RunIds.of(RUN).getTraceIdBytes()))
                .as("all of it is one trace")
                .isEqualTo(3);
        assertThat(count(sent, RunIds.of(RUN).getSpanIdBytes()))
                .as("the run's own span, twice named as the parent, beside the trace ids that end in it")
                .isEqualTo(6);
    }

    @Test
    void tellsOfARequestInTheTraceThatItBroughtAlong() {
        var traces = new Traces(settings());
        var now = Instant.parse("2026-11-29T12:00:00Z");
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        traces.request(new Traces.Request(
                "GET",
                Optional.of("/v1/runs/{id}"),
                503,
                Optional.of("deploy-42"),
                Optional.of("00-" + trace + "-00f067aa0ba902b7-01"),
                new Traces.Time(now, now.plusMillis(7))));
        traces.close();

        var sent = received.stream().collect(Collectors.joining());
        assertThat(sent)
                .contains("GET /v1/runs/{id}", "http.route", "http.response.status_code", "deploy-42", "error.type");
        assertThat(count(sent, HexFormat.of().parseHex(trace))).isEqualTo(1);
        assertThat(count(sent, HexFormat.of().parseHex("00f067aa0ba902b7"))).isEqualTo(1);
    }

    @Test
    void tellsOfEveryRequestThatTheServiceAnswers() throws IOException {
        var service = TestService.settings(folder.resolve("data"));
        var neighbours = new Neighbours(Optional.empty(), Optional.of(settings()));
        String project;
        try (var server = Server.start(service, InstantSource.system(), neighbours)) {
            var admin = new Api(server.uri(), server.firstToken().orElseThrow());
            project = admin.post("/v1/projects", "{\"name\": \"secret plans\"}").text("id");
            admin.get("/v1/projects/" + project);
            admin.get("/v1/nothing");
            new Api(server.uri(), "").get("/v1/me");
        }

        assertThat(received.stream().collect(Collectors.joining()))
                .contains("POST /v1/projects", "GET /v1/projects/{id}", "GET /v1/me")
                .doesNotContain("secret plans")
                .doesNotContain(project);
    }

    @Test
    void tellsNothingWhereNoCollectorWasNamed() throws IOException {
        assertThat(TraceSettings.of(Map.of())).isEmpty();
        var traces = new Traces(null);

        traces.replay(RUN, agent(), seen("\"output\":\"x\""));
        traces.close();

        assertThat(received).isEmpty();
    }

    @Test
    void wantsHeadersThatAreSome() {
        assertThatThrownBy(() -> TraceSettings.of(
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://x", "OTEL_EXPORTER_OTLP_HEADERS", "nonsense")))
                .hasMessageContaining("name=value");
    }

    private TraceSettings settings() {
        return TraceSettings.of(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + collector.getAddress().getPort(),
                        "OTEL_EXPORTER_OTLP_HEADERS",
                        "X-Key=opensesame"))
                .orElseThrow();
    }

    private dev.holdfast.schema.pact.Agent agent() throws IOException {
        Files.writeString(folder.resolve("golden.jsonl"), "{\"id\": \"t0\", \"input\": \"Who is it?\"}");
        var pact = Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: desk
                agent: {target: {openai: {base_url: "http://127.0.0.1:1/v1", model: m1}}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt}]
                """);
        return PactReader.read(pact).pact().agent();
    }

    private static dev.holdfast.schema.run.Observation seen(String rest) {
        return RunFile.parse(
                        "run",
                        "{\"run\":\"r\",\"task\":\"t0\",\"at\":\"2026-11-29T12:00:00Z\",\"latency_ms\":120," + rest
                                + "}")
                .runs()
                .getFirst()
                .observations()
                .getFirst();
    }

    private static int count(String sent, byte[] wanted) {
        var text = new String(wanted, StandardCharsets.ISO_8859_1);
        var count = 0;
        for (var at = sent.indexOf(text); at >= 0; at = sent.indexOf(text, at + 1)) {
            count++;
        }
        return count;
    }
}
