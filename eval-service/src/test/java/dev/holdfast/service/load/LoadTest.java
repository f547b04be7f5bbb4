package dev.holdfast.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.Route;
import dev.holdfast.service.Superuser;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredRun;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The figures of docs/service.md, on the machine that it runs on: `mvn verify -Pload -Dtest=LoadTest#… …`. Each test
/// takes
/// less than three minutes, prints what it measured, and fails where a promise is missed by far; with
/// `-Dload.strict=true`
/// it fails where one is missed at all.
@Tag("load")
final class LoadTest {
    private static final int RUNS = Integer.getInteger("load.runs", 100);
    private static final int OBSERVATIONS_A_RUN = 10_000;
    private static final int READS_A_SECOND = 200;
    private static final int WRITES_A_SECOND = 1_000;
    private static final int SECONDS = Integer.getInteger("load.seconds", 30);
    private static final double SLOWEST_LIST_MILLIS = 100;
    private static final double SLOWEST_PERCENTILE_MILLIS = 50;

    /// Single answers and whole files.
    private static final Set<String> NO_LISTS = Set.of(
            "/v1/evidence",
            "/v1/audit/checkpoint",
            "/v1/audit/export",
            "/v1/audit/key",
            "/v1/audit/proof/consistency",
            "/v1/audit/proof/inclusion");

    /// What tests share the machine with is not ours.
    private static final double SLACK = Boolean.getBoolean("load.strict") ? 1 : 20;

    private final Team team = Team.found("load");
    private final Database database = TestService.bean(Database.class);
    private final Observations observations = TestService.bean(Observations.class);
    private final Runs runs = TestService.bean(Runs.class);
    private final Tenant tenant =
            Tenant.of(UUID.fromString(team.admin().get("/v1/me").text("organisation")));

    @Test
    void listsAMillionObservationsAsFast() throws IOException, SQLException {
        var pact = publish();
        var begun = System.nanoTime();
        for (var i = 0; i < RUNS; i++) {
            store(pact, "filled-" + i, OBSERVATIONS_A_RUN);
        }
        var seconds = (System.nanoTime() - begun) / 1e9;
        print("observations stored: %,d at %,.0f a second"
                .formatted(RUNS * OBSERVATIONS_A_RUN, RUNS * OBSERVATIONS_A_RUN / seconds));

        var scans = scansOfObservations();
        var slowest = lists(pact);
        print("slowest list with %,d observations: %.1f ms".formatted(RUNS * OBSERVATIONS_A_RUN, slowest));
        assertThat(scansOfObservations())
                .as("from end to end, for the sake of a list")
                .isEqualTo(scans);
        explain();
        assertThat(slowest).isLessThan(SLOWEST_LIST_MILLIS * SLACK);
    }

    @Test
    void answersWhileARunIsWritten() throws Exception {
        var pact = publish();
        store(pact, "filled", OBSERVATIONS_A_RUN);
        readsWhileWriting(pact, 5);

        var latencies = readsWhileWriting(pact, SECONDS);

        print("reads at %d a second while %d observations a second are written: p50 %.1f ms, p99 %.1f ms, most %.1f ms"
                .formatted(READS_A_SECOND, WRITES_A_SECOND, at(latencies, 0.5), at(latencies, 0.99), at(latencies, 1)));
        assertThat(latencies.length).isGreaterThan(READS_A_SECOND * SECONDS * 9 / 10);
        assertThat(at(latencies, 0.99)).isLessThan(SLOWEST_PERCENTILE_MILLIS * SLACK);
    }

    /// The slowest of all lists, the second time that it is asked for.
    private double lists(StoredRun run) {
        var slowest = 0.0;
        for (var path : listed(run)) {
            team.admin().get(path);
            var begun = System.nanoTime();
            var answer = team.admin().get(path);
            var millis = (System.nanoTime() - begun) / 1e6;
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
            print("  %6.1f ms  %s".formatted(millis, path));
            slowest = Math.max(slowest, millis);
        }
        return slowest;
    }

    /// Those of the service, and those of a pact, a run and a task in it.
    private static List<String> listed(StoredRun run) {
        var day = "from=%s&to=%s".formatted(Instant.now().minus(1, ChronoUnit.DAYS), Instant.now());
        var all = Route.all().stream()
                .filter(route -> route.method().equals("GET") && !route.path().contains("{"))
                .map(Route::path)
                .filter(path -> !NO_LISTS.contains(path))
                .map(path -> switch (path) {
                    case "/v1/schedule-coverage" -> path + "?" + day;
                    case "/v1/incidents/precision" -> path + "?since=" + Instant.EPOCH;
                    case "/v1/reviews/calibration" -> path + "?metric=ok&pact=" + run.pact();
                    default -> path;
                });
        return Stream.concat(
                        all,
                        Stream.of(
                                "/v1/runs?limit=500",
                                "/v1/pacts/" + run.pact() + "/versions",
                                "/v1/runs/" + run.id() + "/transcripts"))
                .toList();
    }

    /// How often any month of observations was read from end to end, as PostgreSQL counts it.
    private static long scansOfObservations() throws IOException, SQLException {
        try (var connection = Superuser.connection("postgres");
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_user_tables WHERE relname LIKE 'observations%'""")) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The database's own word that a run's lines are found by an index.
    private void explain() {
        var plan = database.read(tenant, connection -> {
            var lines = new ArrayList<String>();
            try (var row = connection.createStatement().executeQuery("""
                    EXPLAIN SELECT line FROM observations
                    WHERE run = (SELECT id FROM runs LIMIT 1) ORDER BY ordinal""")) {
                while (row.next()) {
                    lines.add(row.getString(1));
                }
            }
            return lines;
        });
        plan.forEach(line -> print("  " + line));
        assertThat(String.join("\n", plan)).contains("Index").doesNotContain("Seq Scan on observations");
    }

    private double[] readsWhileWriting(StoredRun pact, int seconds) throws Exception {
        var writing = new AtomicBoolean(true);
        var written = new AtomicLong();
        var writer = Thread.startVirtualThread(() -> write(pact, writing, written));
        var latencies = new ConcurrentLinkedQueue<Double>();
        var paths = paths();
        var total = READS_A_SECOND * seconds;
        var open = new CountDownLatch(total);
        var refused = new AtomicLong();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor();
                var ticks = Executors.newSingleThreadScheduledExecutor()) {
            var start = System.nanoTime();
            for (var i = 0; i < total; i++) {
                var due = start + i * 1_000_000_000L / READS_A_SECOND;
                var path = paths.get(i % paths.size());
                var _ = ticks.schedule(
                        () -> readers.execute(() -> {
                            if (team.admin().get(path).status() != 200) {
                                refused.incrementAndGet();
                            }
                            latencies.add((System.nanoTime() - due) / 1e6);
                            open.countDown();
                        }),
                        due - System.nanoTime(),
                        TimeUnit.NANOSECONDS);
            }
            assertThat(open.await(seconds + 120L, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(refused.get()).isZero();
        writing.set(false);
        writer.join();
        print("observations written meanwhile: %,d".formatted(written.get()));
        return latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private void write(StoredRun pact, AtomicBoolean writing, AtomicLong written) {
        var run = database.write(tenant, connection -> {
            var row = row(pact, "live-" + UUID.randomUUID(), 0);
            observations.prepare(connection, row);
            return runs.save(row);
        });
        var next = System.nanoTime();
        for (var from = 0; writing.get(); from += WRITES_A_SECOND / 10) {
            var first = from;
            database.write(tenant, connection -> {
                observations.append(connection, run, first, seen("live", WRITES_A_SECOND / 10));
                return true;
            });
            written.addAndGet(WRITES_A_SECOND / 10);
            next += 100_000_000L;
            try {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private List<String> paths() {
        var some = team.admin().get("/v1/runs").json().path("items").path(0);
        return List.of(
                "/v1/runs",
                "/v1/runs/" + some.path("id").asText(),
                "/v1/pacts",
                "/v1/pacts/" + some.path("pact").asText() + "/versions",
                "/v1/projects",
                "/v1/baselines",
                "/v1/evaluations",
                "/v1/gates");
    }

    private StoredRun publish() {
        var pact = team.publish(Map.of("pact.yaml", """
                        holdfast: 1
                        pact: loaded
                        agent: {target: {recorded: {file: unused.jsonl}}}
                        golden: [golden.jsonl]
                        metrics: {ok: {equals: {literal: 'yes'}}}
                        promises: [{metric: ok, max_drop: 5pt}]
                        """, "golden.jsonl", "{\"id\":\"t0\",\"input\":\"?\"}"))
                .text("pact");
        var taken = team.record(pact, "{\"run\":\"first\",\"task\":\"t0\",\"output\":\"yes\"}");
        var id = UUID.fromString(taken.json().path("runs").path(0).path("id").asText());
        return database.read(tenant, _ -> runs.findById(id)).orElseThrow();
    }

    private void store(StoredRun like, String name, int count) {
        database.write(tenant, connection -> {
            var row = runs.save(row(like, name, count));
            observations.prepare(connection, row);
            observations.append(connection, row, 0, seen(name, count));
            return true;
        });
    }

    private static StoredRun row(StoredRun like, String name, int count) {
        return new StoredRun(
                like.organisation(),
                like.project(),
                UUID.randomUUID(),
                like.pact(),
                name,
                like.author(),
                null,
                null,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                count,
                0,
                List.of("model"),
                "sha256:" + name);
    }

    private static List<Observation> seen(String run, int count) {
        var lines = IntStream.range(0, count)
                .mapToObj(i -> ("{\"run\":\"%s\",\"task\":\"t%d\",\"model\":\"model\",\"latency_ms\":12.5,"
                                + "\"output\":\"the order %d was sent on its way this morning\"}")
                        .formatted(run, i, i))
                .collect(Collectors.joining("\n"));
        return RunFile.parse(run, lines).runs().getFirst().observations();
    }

    private static double at(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static void print(String text) {
        System.out.println(text);
    }
}
