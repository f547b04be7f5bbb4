package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` in the middle of runs against an agent with faults, each resumed until it is done: the union is what an
/// uninterrupted run gives, and nothing that had ended is asked again.
final class KilledRunsTest {
    private static final int AT_ONCE = 16;

    @TempDir
    Path folder;

    @Test
    void threeKillsLoseAndRepeatNothing() throws Exception {
        endures(1000, 3, 20261129);
    }

    @Test
    @Tag("chaos")
    void tenKillsLoseAndRepeatNothing() throws Exception {
        for (var seed = 1; seed <= 3; seed++) {
            endures(5000, 10, seed);
        }
    }

    /// Each of the two runs has an agent of its own, which has forgotten nothing between the kills.
    private void endures(int tasks, int kills, int seed) throws Exception {
        try (var calm = FakeAgent.start();
                var killed = FakeAgent.start()) {
            var whole = folder.resolve("whole-" + seed + ".jsonl");
            var union = folder.resolve("union-" + seed + ".jsonl");

            var expected = finish(pact("calm", faulty(calm), tasks), whole);
            var pact = pact("killed", faulty(killed), tasks);
            var dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            for (var kill = 1; kill <= kills; kill++) {
                killWithin(pact, union, dice, tasks / (kills + 1));
            }
            var resumed = finish(pact, union);

            assertThat(answers(union)).hasSize(tasks).isEqualTo(answers(whole));
            assertThat(resumed.at("/levels/ok"))
                    .isEqualTo(expected.at("/levels/ok"))
                    .isNotNull();
            // every fourth task is answered wrongly: counted from the journal, across all crashes
            assertThat(resumed.at("/levels/ok/value").asDouble()).isEqualTo(0.75);
            assertThat(killed.questions()).hasSize(tasks);
            assertThat(killed.calls() - calm.calls()).isBetween(-AT_ONCE * kills, AT_ONCE * kills);
            System.out.printf(
                    "seed %d, %d tasks, %d kills: %d calls uninterrupted, %d with kills; at most %d may have been in flight%n",
                    seed, tasks, kills, calm.calls(), killed.calls(), AT_ONCE * kills);
        }
    }

    /// Two in five questions meet a fault when they are asked for the first time, and are answered when asked again.
    private static FakeAgent faulty(FakeAgent agent) {
        return agent.does(call -> agent.calls(call.question()) > 1 ? says(call) : fault(call));
    }

    private static Reaction fault(Call call) {
        return switch (number(call) % 20) {
            case 1, 2, 3 -> Reaction.rateLimited("0");
            case 5, 6 -> Reaction.error(500, "internal");
            case 7, 9 -> new Reaction.Reset();
            case 11 -> new Reaction.Drips(answer(call), Duration.ofMillis(1));
            default -> new Reaction.After(Duration.ofMillis(5), says(call));
        };
    }

    private static Reaction says(Call call) {
        return new Reaction.Says(answer(call));
    }

    private static String answer(Call call) {
        return number(call) % 4 == 0 ? "no" : "yes";
    }

    private static int number(Call call) {
        return Integer.parseInt(call.question().replaceAll("\\D", ""));
    }

    /// Kills the process that goes on with the run when it has come a random part further.
    private void killWithin(Path pact, Path journal, RandomGenerator dice, int most) throws Exception {
        var until = lines(journal) + dice.nextInt(most / 2, most);
        var log = folder.resolve("log").toFile();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        pact.toString(),
                        "--resume",
                        "--out",
                        journal.toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            while (process.isAlive() && lines(journal) < until) {
                Thread.sleep(2);
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log.toPath())).isEqualTo(137);
    }

    private com.fasterxml.jackson.databind.JsonNode finish(Path pact, Path journal) {
        var cli = Cli.run(
                folder.resolve("home"),
                "run",
                pact.toString(),
                "--resume",
                "--out",
                journal.toString(),
                "--format",
                "json");
        assertThat(cli.code()).as(cli.err()).isZero();
        return Json.tree("out", cli.out());
    }

    private static int lines(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return 0;
        }
        try (var lines = Files.lines(journal)) {
            return (int) lines.count();
        }
    }

    /// By task; a replay that is recorded twice makes the file unreadable.
    private static Map<String, Outcome> answers(Path journal) {
        var answers = new TreeMap<String, Outcome>();
        for (Observation observation : RunFile.read(journal).runs().getFirst().observations()) {
            answers.put(observation.task() + " " + observation.repeat(), observation.outcome());
        }
        return answers;
    }

    private Path pact(String name, FakeAgent agent, int tasks) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                RecordedPact.lines(tasks, i -> "{\"id\":\"t%d\",\"input\":\"question %d\"}".formatted(i, i)));
        return Files.writeString(folder.resolve(name + ".yaml"), """
                holdfast: 1
                pact: %s
                agent:
                  target: {openai: {base_url: "%s", model: m}}
                  limits: {at_once: %d, retries: 4, timeout: 20s}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt}]
                """.formatted(name, agent.url(), AT_ONCE));
    }
}
