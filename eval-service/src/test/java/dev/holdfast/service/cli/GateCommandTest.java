package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GateCommandTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    private RecordedPact recorded;

    @BeforeEach
    void certify() throws IOException {
        recorded = RecordedPact.in(folder);
        assertThat(cli("certify", recorded.pact(), "--from", recorded.run("a", 190))
                        .code())
                .isZero();
    }

    @Test
    void opensForWhatIsAsCertified() throws IOException {
        var gate = gate(recorded.run("b", 190));

        assertThat(gate.code()).isZero();
        assertThat(gate.out()).contains("The promise is shown to be kept, on 200 tasks.");
    }

    @Test
    void staysClosedForADrop() throws IOException {
        var gate = gate(recorded.run("b", 150));

        assertThat(gate.code()).isEqualTo(1);
        assertThat(gate.out()).contains("95.0 % to 75.0 %");
    }

    @Test
    void staysClosedWhereTheEvidenceDoesNotSuffice() throws IOException {
        var run = recorded.run("b", 184);

        assertThat(gate(run).code()).isEqualTo(3);
        assertThat(cli("gate", recorded.pact(), "--from", run, "--on-inconclusive", "allow")
                        .code())
                .isZero();
    }

    @Test
    void callsAnOutageAnError() throws IOException {
        var gate = gate(recorded.failed("b"));

        assertThat(gate.code()).isEqualTo(4);
        assertThat(gate.out()).contains("200 of 200 tasks got no answer");
    }

    @Test
    void saysThatThereIsNoBaseline() throws IOException {
        Files.delete(Path.of(recorded.baseline()));

        var gate = gate(recorded.run("b", 190));

        assertThat(gate.code()).isEqualTo(5);
        assertThat(gate.err()).contains("there is no baseline");
    }

    @Test
    void printsWellFormedJsonWhereThereIsNoBaseline() throws IOException {
        Files.delete(Path.of(recorded.baseline()));

        var gate = cli("gate", recorded.pact(), "--from", recorded.run("b", 190), "--format", "json");

        assertThat(gate.code()).isEqualTo(5);
        var printed = Json.tree("out", gate.out());
        assertThat(printed.path("pact").asText()).isEqualTo("yes-sayer");
        assertThat(printed.path("reasons").path(0).asText()).startsWith("there is no baseline");
        assertThat(printed.has("verdict")).isFalse();
    }

    @Test
    void refusesABaselineThatWasEdited() throws IOException {
        var baseline = Path.of(recorded.baseline());
        var text = Files.readString(baseline);
        var at = text.indexOf("\"payload\"") + 200;
        Files.writeString(
                baseline, text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1));

        var gate = gate(recorded.run("b", 190));

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).contains("was changed after it was signed");
    }

    @Test
    void refusesABaselineOfAnotherPact() throws IOException {
        var pact = Path.of(recorded.pact());
        Files.writeString(pact, Files.readString(pact).replace("pact: yes-sayer", "pact: no-sayer"));

        var gate = cli("gate", recorded.pact(), "--baseline", recorded.baseline(), "--from", recorded.run("b", 190));

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).contains("is the baseline of pact \"yes-sayer\", not of \"no-sayer\"");
    }

    @Test
    void refusesABaselineSignedByAStranger(@TempDir Path elsewhere) throws IOException {
        var gate = Cli.run(elsewhere, "gate", recorded.pact(), "--from", recorded.run("b", 190));

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).contains("which is not trusted here");
    }

    @Test
    void trustsTheKeysBesideThePact(@TempDir Path elsewhere) throws IOException {
        Files.createDirectories(folder.resolve(".holdfast/trusted"));
        Files.copy(home.resolve("signing.key.pub"), folder.resolve(".holdfast/trusted/team.pub"));

        assertThat(Cli.run(elsewhere, "gate", recorded.pact(), "--from", recorded.run("b", 190))
                        .code())
                .isZero();
    }

    @Test
    void wantsToKnowWhichOfSeveralRuns() throws IOException {
        var both = folder.resolve("both.jsonl");
        Files.writeString(
                both,
                Files.readString(Path.of(recorded.run("b", 190))) + Files.readString(Path.of(recorded.run("c", 150))));

        assertThat(gate(both.toString()).err()).contains("holds 2 runs; say which with --run: b, c");
        assertThat(cli("gate", recorded.pact(), "--from", both.toString(), "--run", "c")
                        .code())
                .isEqualTo(1);
        assertThat(cli("gate", recorded.pact(), "--from", both.toString(), "--run", "d")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void printsTheEvaluationAsJson() throws IOException {
        var gate = cli("gate", recorded.pact(), "--from", recorded.run("b", 150), "--format", "json");

        assertThat(Json.read("out", gate.out(), Evaluation.class).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void writesReportsThatCanBeMadeAgain() throws IOException {
        var report = folder.resolve("report");
        cli("gate", recorded.pact(), "--from", recorded.run("b", 150), "--report", report.toString());

        var again = cli(
                "report",
                report.resolve("evaluation.json").toString(),
                "--out",
                folder.resolve("again").toString());

        assertThat(again.code()).isZero();
        assertThat(folder.resolve("again/report.html")).hasSameTextualContentAs(report.resolve("report.html"));
        assertThat(report).isDirectoryContaining("glob:**/junit.xml");
        assertThat(report).isDirectoryContaining("glob:**/report.md");
    }

    @Test
    void verifiesOffline() throws IOException {
        assertThat(cli("verify", recorded.baseline()).out()).contains("good. yes-sayer, certified");
        Files.writeString(Path.of(recorded.baseline()), "{}");
        assertThat(cli("verify", recorded.baseline()).code()).isEqualTo(2);
    }

    private Cli gate(String run) {
        return cli("gate", recorded.pact(), "--from", run);
    }

    private Cli cli(String... arguments) {
        return Cli.run(home, arguments);
    }
}
