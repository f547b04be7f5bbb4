package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.audit.LogBundleVerifier;
import dev.holdfast.service.audit.Verification;
import dev.holdfast.service.local.KeyRing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one PostgreSQL, all of which are killed again and again, and cut off from each other.
final class NodesTest {
    private static final int SHARDS_AT_ONCE = 8;
    private static final int AT_ONCE = 4;
    private static final Duration CALM = Duration.ofMinutes(8);

    private final FakeAgent agent =
            FakeAgent.start().does(new Reaction.After(Duration.ofMillis(100), new Reaction.Says("yes")));

    @TempDir
    private Path folder;

    /// What a trial is made of.
    private record Size(int pacts, int tasks, Duration every, Duration length, int troubles) {}

    @Test
    void loseNothingWhenOneIsKilled() throws Exception {
        holdsUnder(new Size(3, 40, Duration.ofSeconds(10), Duration.ofSeconds(25), 1));
    }

    @Test
    @Tag("chaos")
    void loseNothingWhateverIsKilled() throws Exception {
        holdsUnder(new Size(
                Integer.getInteger("chaos.pacts", 200),
                10,
                Duration.ofSeconds(Integer.getInteger("chaos.every", 90)),
                Duration.ofSeconds(Integer.getInteger("chaos.seconds", 300)),
                15));
    }

    private void holdsUnder(Size size) throws Exception {
        try (agent;
                var cluster = Cluster.start(folder, URI.create(agent.url()).getPort())) {
            var pacts = publish(cluster, size);
            trouble(cluster, size);
            check(cluster, size, calmDown(cluster.admin(), pacts));
        }
    }

    private static List<String> publish(Cluster cluster, Size size) {
        var admin = cluster.admin();
        var project = admin.post("/v1/projects", "{\"name\": \"support\"}").text("id");
        var golden = IntStream.range(0, size.tasks())
                .mapToObj(i -> "{\"id\": \"t%d\", \"input\": \"%d?\", \"expected\": \"yes\"}".formatted(i, i))
                .collect(Collectors.joining("\n"));
        return IntStream.range(0, size.pacts())
                .mapToObj(i -> {
                    var yaml = """
                            holdfast: 1
                            pact: desk-%d
                            agent: {target: {openai: {base_url: "http://127.0.0.1:%d/v1", model: m}}, limits: {at_once: %d}}
                            golden: [golden.jsonl]
                            metrics: {correct: {equals: expected}}
                            promises: [{metric: correct, max_drop: 5pt}]
                            watch: {every: %ds}
                            """.formatted(
                            i, cluster.agentPort(), AT_ONCE, size.every().toSeconds());
                    var sent = admin.post(
                            "/v1/pacts",
                            Json.line(Map.of(
                                    "project", project, "files", Map.of("pact.yaml", yaml, "golden.jsonl", golden))));
                    assertThat(sent.status()).as(sent.body()).isEqualTo(201);
                    return sent.text("pact");
                })
                .toList();
    }

    private static void trouble(Cluster cluster, Size size) throws Exception {
        var random = new SplittableRandom(20261129);
        for (var trouble = 0; trouble < size.troubles(); trouble++) {
            Thread.sleep(size.length().toMillis() / size.troubles() * (50 + random.nextInt(50)) / 100);
            switch (trouble % 5) {
                case 0, 3 -> cluster.killANode(random);
                case 1 -> cluster.killPostgres();
                case 2 -> cluster.refuse(random.nextBoolean());
                default -> cluster.killABackend();
            }
        }
    }

    /// Pauses all schedules, and waits until nothing is under way.
    private static List<JsonNode> calmDown(Api admin, List<String> pacts) throws InterruptedException {
        for (var pact : pacts) {
            var paused = patiently(() -> admin.send(admin.request("/v1/pacts/" + pact + "/schedule")
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{\"paused\": true}"))));
            assertThat(paused.status()).as(paused.body()).isEqualTo(200);
        }
        var deadline = System.nanoTime() + CALM.toNanos();
        var rows = all(admin);
        while (!rows.stream().allMatch(row -> row.has("endedAt"))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not all due runs came to an end: "
                        + rows.stream().filter(row -> !row.has("endedAt")).toList());
            }
            Thread.sleep(1_000);
            rows = all(admin);
        }
        return rows;
    }

    /// A node may just be losing its database.
    private static Api.Answer patiently(Supplier<Api.Answer> ask) throws InterruptedException {
        for (var tries = 0; tries < 10; tries++) {
            try {
                var answer = ask.get();
                if (answer.status() < 500) {
                    return answer;
                }
            } catch (UncheckedIOException e) {
                // asked again
            }
            Thread.sleep(1_000);
        }
        return ask.get();
    }

    private static List<JsonNode> all(Api admin) throws InterruptedException {
        var rows = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var path = "/v1/due-runs?limit=500" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            var page = patiently(() -> admin.get(path));
            page.json().path("items").forEach(rows::add);
            cursor = page.text("nextCursor");
        } while (!cursor.isEmpty());
        return rows;
    }

    private void check(Cluster cluster, Size size, List<JsonNode> rows) throws SQLException, IOException {
        var ended = count(rows, "ended");
        var organisation = rows.getFirst().path("organisation").asText();
        var kept = cluster.number(organisation, "SELECT count(*) FROM observations");
        var failed = cluster.number(organisation, "SELECT coalesce(sum(failures), 0) FROM runs");
        var twice = agent.calls() - (kept - failed);
        var bound = (long) size.troubles() * 2 * SHARDS_AT_ONCE * AT_ONCE;
        System.err.printf(
                "two nodes, %d pacts every %d s, %d troubles: %d due, %d ended, %d missed; %d replays kept, %d of them"
                        + " failed, %d asked more than once (at most %d in flight); %d leaves in the log%n",
                size.pacts(),
                size.every().toSeconds(),
                size.troubles(),
                rows.size(),
                ended,
                count(rows, "missed"),
                kept,
                failed,
                twice,
                bound,
                cluster.number(organisation, "SELECT count(*) FROM audit_events"));
        everyTimeIsThereOnce(size, rows);
        assertThat(count(rows, "failed")).isZero();
        assertThat(kept).isEqualTo((long) ended * size.tasks());
        assertThat(cluster.number(organisation, "SELECT count(*) FROM runs")).isEqualTo(ended);
        assertThat(twice).isBetween(0L, bound);
        everyEventIsThereOnce(cluster, organisation, ended);
    }

    private static int count(List<JsonNode> rows, String state) {
        return (int) rows.stream()
                .filter(row -> row.path("state").asText().equals(state))
                .count();
    }

    private static void everyTimeIsThereOnce(Size size, List<JsonNode> rows) {
        var byPact = rows.stream()
                .collect(Collectors.groupingBy(row -> row.path("pact").asText()));
        assertThat(byPact).hasSize(size.pacts());
        byPact.values()
                .forEach(times -> assertThat(gaps(times))
                        .as("from one due time to the next")
                        .allMatch(size.every()::equals));
    }

    private static List<Duration> gaps(List<JsonNode> rows) {
        var times = rows.stream()
                .map(row -> Instant.parse(row.path("dueAt").asText()))
                .sorted()
                .toList();
        return IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)))
                .toList();
    }

    private static void everyEventIsThereOnce(Cluster cluster, String organisation, int ended)
            throws SQLException, IOException {
        var created = "FROM audit_events WHERE action = 'run.created'";
        assertThat(cluster.number(organisation, "SELECT count(*) " + created)).isEqualTo(ended);
        assertThat(cluster.number(organisation, "SELECT count(DISTINCT object) " + created))
                .isEqualTo(ended);
        var bundle = cluster.admin().get("/v1/audit/export").body();
        var key = KeyRing.read(cluster.key()).publicKey();
        assertThat(new LogBundleVerifier(List.of(key), List.of())
                        .verify("log", new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Verification.Proven.class);
    }
}
