package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.LocalPostgres;
import dev.holdfast.service.database.Logins;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one PostgreSQL, both of which are killed again and again.
final class NodesTest {
    private static final int SHARDS_AT_ONCE = 8;
    private static final int AT_ONCE = 4;

    private final FakeAgent agent =
            FakeAgent.start().does(new Reaction.After(Duration.ofMillis(100), new Reaction.Says("yes")));

    @TempDir
    private Path folder;

    /// What a trial is made of.
    private record Size(int pacts, int tasks, Duration every, Duration length, int kills) {}

    @Test
    void loseNothingWhenOneIsKilled() throws Exception {
        holdsUnder(new Size(3, 40, Duration.ofSeconds(10), Duration.ofSeconds(25), 1));
    }

    @Test
    @Tag("chaos")
    void loseNothingWhateverIsKilled() throws Exception {
        holdsUnder(new Size(200, 20, Duration.ofSeconds(60), Duration.ofSeconds(300), 12));
    }

    private void holdsUnder(Size size) throws Exception {
        try (agent;
                var postgres = LocalPostgres.open(folder.resolve("data"), TestService.programs())) {
            var key = folder.resolve("key.pem");
            dev.holdfast.service.local.KeyRing.make(key);
            var nodes = new ArrayList<>(List.of(Node.start(postgres.logins(), key, folder.resolve("a"))));
            var admin = new Api(nodes.getFirst().uri(), nodes.getFirst().token());
            var pacts = publish(admin, size);
            nodes.add(Node.start(postgres.logins(), key, folder.resolve("b")));
            var killed = killNowAndThen(size, postgres.logins(), nodes, key);
            var calm = calmDown(new Api(nodes.getFirst().uri(), admin.token()), pacts);
            check(postgres.logins(), size, killed, calm);
            nodes.forEach(Node::stop);
        }
    }

    private List<String> publish(Api admin, Size size) {
        var project = admin.post("/v1/projects", "{\"name\": \"support\"}").text("id");
        var golden = IntStream.range(0, size.tasks())
                .mapToObj(i -> "{\"id\": \"t%d\", \"input\": \"%d?\", \"expected\": \"yes\"}".formatted(i, i))
                .collect(Collectors.joining("\n"));
        return IntStream.range(0, size.pacts())
                .mapToObj(i -> {
                    var yaml =
                            """
                            holdfast: 1
                            pact: desk-%d
                            agent: {target: {openai: {base_url: "%s/v1", model: m}}, limits: {at_once: %d}}
                            golden: [golden.jsonl]
                            metrics: {correct: {equals: expected}}
                            promises: [{metric: correct, max_drop: 5pt}]
                            watch: {every: %ds}
                            """.formatted(i, agent.url(), AT_ONCE, size.every().toSeconds());
                    var sent = admin.post(
                            "/v1/pacts",
                            Json.line(Map.of(
                                    "project", project, "files", Map.of("pact.yaml", yaml, "golden.jsonl", golden))));
                    assertThat(sent.status()).as(sent.body()).isEqualTo(201);
                    return sent.text("pact");
                })
                .toList();
    }

    private static int killNowAndThen(Size size, Logins logins, List<Node> nodes, Path key) throws Exception {
        var random = new SplittableRandom(20261129);
        for (var kill = 0; kill < size.kills(); kill++) {
            Thread.sleep(size.length().toMillis() / size.kills() * (50 + random.nextInt(50)) / 100);
            if (kill % 3 == 2) {
                killABackend(logins);
            } else {
                var victim = nodes.remove(random.nextInt(nodes.size()));
                victim.kill();
                nodes.add(Node.start(logins, key, victim.folder()));
            }
        }
        return size.kills();
    }

    /// PostgreSQL throws everybody out and recovers, as after a crash.
    private static void killABackend(Logins logins) throws Exception {
        try (var connection = connect(logins);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            new ProcessBuilder("kill", "-9", row.getString(1)).start().waitFor();
        }
    }

    /// Pauses all schedules, and waits until nothing is under way.
    private static List<JsonNode> calmDown(Api admin, List<String> pacts) throws InterruptedException {
        for (var pact : pacts) {
            admin.send(admin.request("/v1/pacts/" + pact + "/schedule")
                    .header("Content-Type", "application/json")
                    .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("{\"paused\": true}")));
        }
        for (var tries = 0; tries < 600; tries++) {
            var rows = all(admin);
            if (rows.stream().allMatch(row -> row.has("endedAt"))) {
                return rows;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("not all due runs came to an end: " + all(admin));
    }

    private static List<JsonNode> all(Api admin) {
        var rows = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = admin.get("/v1/due-runs?limit=500" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.json().path("items").forEach(rows::add);
            cursor = page.text("nextCursor");
        } while (!cursor.isEmpty());
        return rows;
    }

    private void check(Logins logins, Size size, int kills, List<JsonNode> rows) throws SQLException {
        var ended = rows.stream()
                .filter(row -> row.path("state").asText().equals("ended"))
                .toList();
        var byPact = rows.stream()
                .filter(row -> row.path("reason").asText().equals("schedule"))
                .collect(Collectors.groupingBy(row -> row.path("pact").asText()));
        byPact.values()
                .forEach(times -> assertThat(gaps(times))
                        .as("from one due time to the next")
                        .allMatch(size.every()::equals));
        var organisation = rows.getFirst().path("organisation").asText();
        var seen = number(logins, organisation, "SELECT count(*) FROM observations");
        var planned = (long) ended.size() * size.tasks();
        var twice = agent.calls() - seen;
        var bound = (long) kills * SHARDS_AT_ONCE * AT_ONCE * 2;
        System.err.printf(
                "two nodes, %d pacts every %d s, %d kills: %d due, %d ended, %d missed; %d replays planned, %d kept,"
                        + " %d asked more than once (at most %d in flight when killed)%n",
                size.pacts(),
                size.every().toSeconds(),
                kills,
                rows.size(),
                ended.size(),
                rows.size() - ended.size(),
                planned,
                seen,
                twice,
                bound);
        assertThat(byPact).hasSize(size.pacts());
        assertThat(rows).noneMatch(row -> row.path("state").asText().equals("failed"));
        assertThat(seen).isEqualTo(planned);
        assertThat(number(logins, organisation, "SELECT count(*) FROM runs")).isEqualTo(ended.size());
        assertThat(twice).isBetween(0L, bound);
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

    private static long number(Logins logins, String organisation, String query) throws SQLException {
        try (var connection = connect(logins);
                var statement = connection.createStatement()) {
            statement.execute("SELECT set_config('holdfast.organisation', '" + organisation + "', false)");
            try (var row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Connection connect(Logins logins) throws SQLException {
        var owner = logins.owner().orElseThrow();
        return DriverManager.getConnection(logins.url(), owner.user(), owner.password());
    }

    /// A service in a process of its own.
    private record Node(Process process, java.net.URI uri, String token, Path folder) {
        static Node start(Logins logins, Path key, Path folder) throws IOException {
            var builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.holdfast.service.cli.Main",
                    "serve",
                    "--port",
                    "0",
                    "--data",
                    folder.toString(),
                    "--trust-host",
                    "127.0.0.1");
            var owner = logins.owner().orElseThrow();
            builder.environment()
                    .putAll(Map.of(
                            "HOLDFAST_DB_URL", logins.url(),
                            "HOLDFAST_DB_USER", logins.app().user(),
                            "HOLDFAST_DB_PASSWORD", logins.app().password(),
                            "HOLDFAST_DB_OWNER", owner.user(),
                            "HOLDFAST_DB_OWNER_PASSWORD", owner.password(),
                            "HOLDFAST_SIGNING_KEY", key.toString()));
            var process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            var token = "";
            var out = process.inputReader();
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("hf_")) {
                    token = line;
                } else if (line.startsWith("listening on ")) {
                    return new Node(process, java.net.URI.create(line.substring(13)), token, folder);
                }
            }
            throw new IllegalStateException("the node did not start");
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }

        void stop() {
            process.destroy();
            process.onExit().join();
        }
    }
}
