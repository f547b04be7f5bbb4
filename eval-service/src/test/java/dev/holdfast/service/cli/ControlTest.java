package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Mover;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole path of a control, over HTTP: certified with the agent, replayed at the gate, told in the evaluation.
final class ControlTest {
    private static final int TASKS = 60;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final FakeAgent agent = FakeAgent.start();
    private final FakeAgent control = FakeAgent.start();
    private int gates;

    @BeforeEach
    void certify() throws IOException {
        Files.writeString(folder.resolve("prompt.md"), "Say yes.");
        Files.writeString(
                folder.resolve("golden.jsonl"),
                RecordedPact.lines(TASKS, i -> "{\"id\":\"t%d\",\"input\":\"Question %02d?\"}".formatted(i, i)));
        Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: desk
                agent:
                  target: {openai: {base_url: "${env:AGENT_URL}", model: desk-1}}
                  prompt: prompt.md
                control:
                  target: {openai: {base_url: "${env:CONTROL_URL}", model: pinned-1}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt}]
                """);
        agent.does(new Reaction.Says("yes"));
        control.does(new Reaction.Says("yes"));
        var certified = cli("certify", pact(), "--runs", "2");
        assertThat(certified.code()).as(certified.err()).isZero();
    }

    @AfterEach
    void stop() {
        agent.close();
        control.close();
    }

    @Test
    void blamesTheHarnessWhereBothMoved() throws IOException {
        failing(agent);
        failing(control);

        var evaluation = gate();

        assertThat(movers(evaluation)).containsExactly(Mover.HARNESS);
        assertThat(evaluation.attribution().orElseThrow().sentence())
                .startsWith(
                        "The harness or what it stands on, not the model: the control moved by −33.3 points as well");
    }

    @Test
    void blamesTheModelWhereOnlyTheAgentMoved() throws IOException {
        failing(agent);

        var evaluation = gate();

        assertThat(movers(evaluation)).containsExactly(Mover.MODEL);
        assertThat(evaluation.attribution().orElseThrow().sentence())
                .startsWith("The model, silently")
                .endsWith("The control, asked through the same harness, is not shown to have moved (0.0 points).");
    }

    @Test
    void seesThatThePromptChangedAndSaysSoInEveryFormat() throws IOException {
        Files.writeString(folder.resolve("prompt.md"), "Say yes or no.");
        failing(agent);

        assertThat(movers(gate())).containsExactly(Mover.PROMPT);
        assertThat(cli("gate", pact(), "--out", journal()).out())
                .contains("What changed\nThe system prompt changed: system prompt 8 characters → 14 characters.");
        assertThat(cli("gate", pact(), "--out", journal(), "--format", "github").out())
                .contains("What changed? The system prompt changed: system prompt 8 characters → 14 characters.");
    }

    @Test
    void judgesARecordedRunByTheControlThatLiesBesideIt() throws IOException {
        failing(agent);
        failing(control);
        var run = folder.resolve("later.jsonl");
        var made = cli("run", pact(), "--out", run.toString(), "--format", "json");
        assertThat(Json.tree("out", made.out()).at("/control/journal").asText()).endsWith("later.control.jsonl");

        var gate = cli("gate", pact(), "--from", run.toString(), "--format", "json");

        assertThat(movers(Json.read("out", gate.out(), Evaluation.class))).containsExactly(Mover.HARNESS);
    }

    @Test
    void neverTakesTheControlForTheAgent() throws IOException {
        failing(control);

        assertThat(cli("gate", pact(), "--out", journal()).code()).isZero();
        assertThat(cli("verify", folder.resolve("desk.baseline.json").toString())
                        .out())
                .contains("from 2 runs");
    }

    @Test
    void gatesTheAgentWhereTheControlIsDown() throws IOException {
        control.does(Reaction.error(500, "down"));
        failing(agent);

        assertThat(movers(gate())).containsExactly(Mover.MODEL);
    }

    private static void failing(FakeAgent fake) {
        fake.does(call -> new Reaction.Says(call.question().compareTo("Question 20?") < 0 ? "no" : "yes"));
    }

    private Evaluation gate() {
        var gate = cli("gate", pact(), "--out", journal(), "--format", "json");
        assertThat(gate.code()).as(gate.err()).isEqualTo(1);
        return Json.read("out", gate.out(), Evaluation.class);
    }

    private static List<Mover> movers(Evaluation evaluation) {
        return evaluation.attribution().orElseThrow().explained().getFirst().suspects().stream()
                .map(Attribution.Suspect::mover)
                .toList();
    }

    /// A new one each time: runs are named by the second.
    private String journal() {
        return folder.resolve("gate-" + ++gates + ".jsonl").toString();
    }

    private String pact() {
        return folder.resolve("pact.yaml").toString();
    }

    private Cli cli(String... arguments) {
        return Cli.run(home, Map.of("AGENT_URL", agent.url(), "CONTROL_URL", control.url()), arguments);
    }
}
