package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
    @TempDir
    Path folder;

    @Test
    void startAPactThatIsValid() {
        var init = cli("init", folder.toString());

        assertThat(init.code()).isZero();
        assertThat(cli("lint", folder.resolve("pact.yaml").toString()).out())
                .contains("ok, 5 promises on 160 golden tasks");
        assertThat(cli("lint", folder.resolve("pact.yaml").toString()).err()).isEmpty();
    }

    @Test
    void remarksWhereARunByTheClockDoesLessThanThePactSaysAndCallsThatNoError() throws IOException {
        Files.writeString(folder.resolve("golden.jsonl"), "{\"id\": \"t0\", \"input\": \"?\"}");
        var pact = Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: desk
                agent: {target: {recorded: {file: unused.jsonl}}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt}]
                watch: {every: 6h, repeats: auto}
                """);

        var lint = cli("lint", pact.toString());

        assertThat(lint.code()).isZero();
        assertThat(lint.err())
                .isEqualToIgnoringNewLines(
                        "remark: " + pact
                                + ":7:29: \"auto\" is for gates: a run by the clock, or after a change, replays each task once");
        var json = Json.tree(
                "out", cli("lint", pact.toString(), "--format", "json").out());
        assertThat(json.at("/0/valid").asBoolean()).isTrue();
        assertThat(json.at("/0/remarks")).hasSize(1);
        assertThat(cli("lint", pact.toString(), "--format", "github").out()).contains("::notice file=");
    }

    @Test
    void overwriteNothingWhenStartingAPact() throws IOException {
        Files.writeString(folder.resolve("prompt.md"), "mine");

        assertThat(cli("init", folder.toString()).code()).isEqualTo(2);
        assertThat(folder.resolve("pact.yaml")).doesNotExist();
        assertThat(folder.resolve("prompt.md")).hasContent("mine");
    }

    @Test
    void makeAKeyOnceAndNeverOverIt() throws IOException {
        var key = folder.resolve("team.key");

        assertThat(cli("keygen", key.toString()).out()).contains("keep it secret");
        var text = Files.readString(key);
        assertThat(cli("keygen", key.toString()).code()).isEqualTo(2);
        assertThat(key).hasContent(text);
    }

    @Test
    void printTheSchema() {
        assertThat(Json.tree("schema", cli("schema").out())
                        .at("/properties/holdfast/const")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void keepTheSchemaBesideTheExampleAsItIs() {
        assertThat(Path.of("../examples/order-desk/pact.schema.json"))
                .hasContent(cli("schema").out());
    }

    @Test
    void tellProblemsToEditorsAndToGitHub() throws IOException {
        var pact = Files.writeString(folder.resolve("p.yaml"), "holdfast: 1\nownr: me\n")
                .toString();

        assertThat(cli("lint", pact).err()).contains("p.yaml:2:1: unknown key");
        assertThat(cli("lint", "--format", "github", pact).out())
                .contains("::error file=")
                .contains(",line=2,col=1::unknown key");
        assertThat(Json.tree("out", cli("lint", "--format", "json", pact).out())
                        .at("/0/problems/0/line")
                        .asInt())
                .isPositive();
    }

    @Test
    void sayWhereThePactBelongsWhenAnOptionHasSwallowedIt() {
        assertThat(cli("certify", "--from", "a.jsonl", "pact.yaml").err())
                .contains("'PACT'; it comes before --from and --trust");
    }

    @Test
    void sayHowMuchWholeCertifiedRunsDiffer() throws IOException {
        var recorded = RecordedPact.in(folder);

        var certified = cli(
                "certify",
                recorded.pact(),
                "--from",
                recorded.run("a", 190),
                recorded.run("b", 188),
                recorded.run("c", 192));

        assertThat(certified.out())
                .containsPattern("ok max_drop +whole runs ±1\\.0 points: [0-9.]+ times the variance of their replays");
    }

    @Test
    void refuseRunsThatDifferByMoreThanIsPromised() throws IOException {
        var recorded = RecordedPact.in(folder);

        var refused = cli(
                "certify",
                recorded.pact(),
                "--from",
                recorded.run("a", 195),
                recorded.run("b", 160),
                recorded.run("c", 196));

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("not certified: whole runs differ from one another by ±10");
        assertThat(folder.resolve("yes-sayer.baseline.json")).doesNotExist();
    }

    @Test
    void explainThemselves() {
        assertThat(cli("--help").out()).contains("Exit codes: 0 PASS, 1 FAIL");
        assertThat(cli("gate", "--help").out()).contains("--baseline");
        assertThat(cli("generate-completion").out()).contains("complete -F");
    }

    @Test
    void certifyFromTheCommandLineThatShowsTheSecretsOfNobody() throws IOException {
        var recorded = RecordedPact.in(folder);

        var certified = cli("certify", recorded.pact(), "--from", recorded.run("a", 190));

        assertThat(certified.out()).contains("certified yes-sayer from a single run, 200 tasks - provisional");
        assertThat(certified.out() + certified.err()).doesNotContain("PRIVATE KEY");
    }

    private Cli cli(String... arguments) {
        return Cli.run(folder.resolve("home"), arguments);
    }
}
