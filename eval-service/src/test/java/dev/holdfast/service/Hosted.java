package dev.holdfast.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A pact that the service runs.
public record Hosted(Team team, String pact) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long PAUSE_NANOS = 20_000_000;

    /// Has it run now, and waits for the end.
    public JsonNode run() {
        var id = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}").text("id");
        return await(() ->
                Optional.of(team.author().get("/v1/due-runs/" + id).json()).filter(row -> row.has("endedAt")));
    }

    /// So many new runs of it, put forward by one and certified by another.
    public void certify(int runs) {
        var ids = IntStream.range(0, runs)
                .mapToObj(_ -> run().path("run").asText())
                .toList();
        var proposed = team.author().post("/v1/baselines", Json.line(Map.of("pact", pact, "runs", ids)));
        assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
        var decided = team.certifier()
                .post("/v1/baselines/" + proposed.text("id") + "/decision", "{\"choice\": \"CERTIFY\"}");
        assertThat(decided.text("state")).as(decided.body()).isEqualTo("certified");
    }

    /// What is there at last.
    public static <T> T await(Supplier<Optional<T>> wanted) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            var found = wanted.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new AssertionError("not within " + PATIENCE);
    }
}
