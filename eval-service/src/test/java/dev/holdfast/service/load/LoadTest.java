package dev.holdfast.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.Route;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The figures of docs/service.md, on the machine that it runs on: `mvn verify -Pload -Dtest=LoadTest …`. It takes
/// minutes,
/// prints what it measured, and fails only where a promise is missed by far.
@Tag("load")
final class LoadTest {
    private static final int RUNS = Integer.getInteger("load.runs", 100);
    private static final int OBSERVATIONS_A_RUN = 10_000;
    private static final int READS_A_SECOND = 200;
    private static final int WRITES_A_SECOND = 1_000;
    private static final int SECONDS = Integer.getInteger("load.seconds", 30);

    private final Team team = Team.found("load");
    private final Database database = TestService.bean(Database.class);
    private final Observations observations = TestService.bean(Observations.class);
    private final Runs runs = TestService.bean(Runs.class);
    private final Tenant tenant =
            Tenant.of(UUID.fromString(team.admin().get("/v1/me").text("organisation")));

    @Test
    void answersWhileARunIsWritten() throws Exception {
        var pact = publish();
        var begun = System.nanoTime();
        for (var i = 0; i < RUNS; i++) {
            store(pact, "filled-" + i, OBSERVATIONS_A_RUN);
        }
        var filled = Duration.ofNanos(System.nanoTime() - begun);
        print("observations stored: %,d at %,.0f a second"
                .formatted(RUNS * OBSERVATIONS_A_RUN, RUNS * OBSERVATIONS_A_RUN / (filled.toMillis() / 1e3)));
        lists();
        explain();
        var latencies = readsWhileWriting(pact);
        print("reads at %d a second while %d observations a second are written: p50 %.1f ms, p99 %.1f ms, most %.1f ms"
                .formatted(READS_A_SECOND, WRITES_A_SECOND, at(latencies, 0.5), at(latencies, 0.99), at(latencies, 1)));

        assertThat(latencies.length).isGreaterThan(READS_A_SECOND * SECONDS * 9 / 10);
    }

    private void lists() {
        var slowest = 0.0;
        for (var route : Route.all()) {
            if (route.method().equals("GET") && !route.path().contains("{")) {
                team.admin().get(route.path());
                var begun = System.nanoTime();
                var answer = team.admin().get(route.path());
                slowest = Math.max(slowest, (System.nanoTime() - begun) / 1e6);
                assertThat(answer.status()).isEqualTo(200);
            }
        }
        print("slowest list with %,d observations: %.1f ms".formatted(RUNS * OBSERVATIONS_A_RUN, slowest));
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

    private double[] readsWhileWriting(StoredRun pact) throws Exception {
        var writing = new AtomicBoolean(true);
        var written = new AtomicLong();
        var writer = Thread.startVirtualThread(() -> write(pact, writing, written));
        var latencies = new ConcurrentLinkedQueue<Double>();
        var paths = paths();
        var total = READS_A_SECOND * SECONDS;
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
            assertThat(open.await(SECONDS + 120L, TimeUnit.SECONDS)).isTrue();
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
