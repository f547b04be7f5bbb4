package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recorded target of ten repeats stands for the agent, so that what it would answer next is known.
final class AdaptiveGateTest {
    private static final int TASKS = 200;
    private static final int REPEATS = 10;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private Path pact = Path.of("");
    private Path journal = Path.of("");

    @BeforeEach
    void certify() throws IOException {
        journal = folder.resolve("gate.jsonl");
        Files.writeString(
                folder.resolve("golden.jsonl"),
                RecordedPact.lines(TASKS, i -> "{\"id\":\"t%d\",\"input\":\"Is %d a number?\"}".formatted(i, i)));
        pact = Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: yes-sayer
                agent: {target: {recorded: {file: agent.jsonl}}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt}]
                watch: {repeats: auto}
                """);
        record("certified", 0, 10);
        assertThat(cli(
                                "certify",
                                pact.toString(),
                                "--from",
                                folder.resolve("certified.jsonl").toString())
                        .code())
                .isZero();
    }

    @Test
    void stopsAtTheFirstLookThatIsClear() throws IOException {
        record("agent", 30, 10);

        var gate = gate();

        assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(replays()).isEqualTo(TASKS);
        assertThat(gate.alpha()).isEqualTo(0.025);
        assertThat(gate.notes())
                .anyMatch(note -> note.startsWith("Replayed until decided: 1 of at most 10 repeats, 1800 replays saved;"
                        + " look 1 of at most 4, at level 2.5 %. Over all looks at most 5 % of unchanged agents fail"));
    }

    @Test
    void goesOnWhileTheAnswerIsOpen() throws IOException {
        record("agent", 0, 16);

        var gate = gate();

        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
        assertThat(replays()).isEqualTo(4L * TASKS);
        assertThat(gate.alpha()).isEqualTo(0.025 / 3);
    }

    @Test
    void endsAtTheMostRepeatsWhateverTheAnswer() throws IOException {
        record("agent", 8, 10);

        var gate = gate();

        assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(replays()).isEqualTo((long) REPEATS * TASKS);
    }

    @Test
    void saysTheSameOfTheStoredRun() throws IOException {
        record("agent", 0, 16);
        var made = gate();

        var again = evaluation(cli("gate", pact.toString(), "--from", journal.toString(), "--format", "json"));

        assertThat(again).usingRecursiveComparison().ignoringFields("at").isEqualTo(made);
    }

    @Test
    void goesOnFromWhereACrashLeftIt() throws IOException {
        record("agent", 0, 16);
        var whole = gate();
        var lines = Files.readAllLines(journal);
        var torn = new ArrayList<>(lines.subList(0, lines.size() - TASKS / 2));
        torn.add(lines.getLast().substring(0, 20));
        Files.writeString(journal, String.join("\n", torn));

        var resumed =
                evaluation(cli("gate", pact.toString(), "--out", journal.toString(), "--resume", "--format", "json"));

        assertThat(resumed.verdict()).isEqualTo(whole.verdict());
        assertThat(resumed.findings()).isEqualTo(whole.findings());
        assertThat(replays()).isEqualTo(whole.coverage().replays());
    }

    @Test
    void callsARunThatBrokeOffBetweenTwoLooksWhatItIs() throws IOException {
        record("agent", 0, 16);
        gate();
        var lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - TASKS / 2));

        var gate = cli("gate", pact.toString(), "--from", journal.toString(), "--format", "json");

        assertThat(evaluation(gate).notes())
                .anyMatch(note -> note.contains("was broken off") && note.contains("holdfast gate --resume"));
    }

    @Test
    void spendsNoMoreThanThePactAllows() throws IOException {
        Files.writeString(pact, Files.readString(pact).replace("auto}", "auto, spend: {per_run: 0.70 USD}}"));
        record("agent", 8, 10);

        var gate = gate();

        assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(replays()).as("200 replays cost 0.20 USD").isEqualTo(3L * TASKS);
    }

    @Test
    void refusesWhatIsNoNumberOfRepeats() {
        var gate = cli("gate", pact.toString(), "--repeats", "many");

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).contains("expected auto or a number from 1 to 1000, got \"many\"");
    }

    private Evaluation gate() throws IOException {
        Files.deleteIfExists(journal);
        return evaluation(cli("gate", pact.toString(), "--out", journal.toString(), "--format", "json"));
    }

    private long replays() {
        return RunFile.read(journal).runs().getFirst().observations().size();
    }

    private static Evaluation evaluation(Cli gate) {
        return Json.read("out", gate.out(), Evaluation.class);
    }

    /// Ten repeats of which the first tasks always fail and the last twenty by turns, but so many of these at first.
    private void record(String run, int dead, int unlucky) throws IOException {
        List<String> lines = new ArrayList<>();
        for (var repeat = 0; repeat < REPEATS; repeat++) {
            for (var task = 0; task < TASKS; task++) {
                var turn = task - (TASKS - 20);
                var lucky = repeat == 0 ? turn >= unlucky : (turn + repeat) % 2 == 0;
                lines.add("{\"run\":\"%s\",\"task\":\"t%d\",\"repeat\":%d,\"output\":\"%s\",\"cost_usd\":0.001}"
                        .formatted(run, task, repeat, task >= dead && (turn < 0 || lucky) ? "yes" : "no"));
            }
        }
        Files.write(folder.resolve(run + ".jsonl"), lines);
    }

    private Cli cli(String... arguments) {
        return Cli.run(home, arguments);
    }
}
