package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run and a gate in processes of their own, and an agent that both ask.
final class RightOfWayTest {
    private static final int TASKS = 40;
    private static final int AT_ONCE = 2;

    /// Of a run that is in the middle of it.
    private static final int BEGUN = 5;

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final AtomicInteger askedByTheRun = new AtomicInteger();
    private final AtomicInteger askedByTheGate = new AtomicInteger();

    @Test
    void aRunWaitsForAGateAndNotForOneThatIsKilled() throws Exception {
        try (var agent = FakeAgent.start()) {
            var pact = certified(agent);
            // the gate asks another model of the same server, which never answers
            agent.does(call ->
                    isOfTheGate(call) ? counted(askedByTheGate, new Reaction.Hangs()) : untilTheGateHasAsked(1));

            var run = start("run", pact);
            await(() -> askedByTheRun.get() > BEGUN);
            var gate = start("gate", pact, "--candidate", "next");
            await(() -> askedByTheGate.get() > 0);
            await(() -> said("run").contains("a gate asks the same agent"));
            Thread.sleep(1_000);

            // what was under way when the gate came has been answered, and what had been looked at just before
            assertThat(askedByTheRun.get()).isBetween(BEGUN, BEGUN + 3 * AT_ONCE);

            gate.destroyForcibly();

            assertThat(run.waitFor(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).as(said("run")).isZero();
            assertThat(said("run")).containsOnlyOnce("a gate asks the same agent");
            assertThat(askedByTheRun.get()).isEqualTo(TASKS);
        }
    }

    @Test
    void aGateWaitsForNobody() throws Exception {
        try (var agent = FakeAgent.start()) {
            var pact = certified(agent);
            agent.does(call -> isOfTheGate(call)
                    ? counted(askedByTheGate, new Reaction.Says("yes"))
                    : untilTheGateHasAsked(TASKS));

            var run = start("run", pact);
            await(() -> askedByTheRun.get() > BEGUN);
            var gate = start("gate", pact, "--candidate", "next");

            assertThat(gate.waitFor(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(gate.exitValue()).as(said("gate")).isZero();
            assertThat(run.waitFor(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).as(said("run")).isZero();
        }
    }

    /// The run gets no further than its first answers before the gate has asked so often, however slow the machine is.
    private Reaction untilTheGateHasAsked(int times) {
        if (askedByTheRun.incrementAndGet() > BEGUN) {
            await(() -> askedByTheGate.get() >= times);
        }
        return new Reaction.Says("yes");
    }

    private static Reaction counted(AtomicInteger counter, Reaction reaction) {
        counter.incrementAndGet();
        return reaction;
    }

    private static boolean isOfTheGate(Call call) {
        return call.body().path("model").asText().equals("next");
    }

    private String certified(FakeAgent agent) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                RecordedPact.lines(TASKS, i -> "{\"id\":\"t%d\",\"input\":\"question %d\"}".formatted(i, i)));
        var pact = Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: waiting
                agent:
                  target: {openai: {base_url: "%s", model: now}}
                  limits: {at_once: %d}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 20pt}]
                """.formatted(agent.url(), AT_ONCE));
        agent.does(new Reaction.Says("yes"));
        var certified = Cli.run(home, "certify", pact.toString());
        assertThat(certified.code()).as(certified.err()).isZero();
        return pact.toString();
    }

    private Process start(String command, String... arguments) throws IOException {
        var all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command));
        all.addAll(List.of(arguments));
        var builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command + ".log").toFile());
        builder.environment().put("HOLDFAST_HOME", home.toString());
        return builder.start();
    }

    private String said(String command) {
        try {
            return Files.readString(folder.resolve(command + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
