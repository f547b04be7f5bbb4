package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Weakness;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody sees who has probed an agent for the first time, with nothing certified.
final class ProbedRunTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void aRunSaysWhatItFindsUnderItsProbes() throws IOException {
        try (var agent = FakeAgent.start().countsTokens().does(Weakness.forgetsBeyond(9_600))) {
            var pact = pact(agent, "full: {fill: [10%, 50%, 80%], with: talk.txt}");

            var run = Cli.run(home, "run", pact);

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("Probe full finds a weakness. Right falls from 100.0 % to 0.0 %")
                    .contains("at 50% no such fall is shown: keep the context below 50% of the window.")
                    .contains("  right: without 100.0 %; 10% 100.0 %, 50% 100.0 %, 80% 0.0 % ▼");

            var json = Json.tree(
                    "out", Cli.run(home, "run", pact, "--format", "json").out());

            assertThat(json.at("/probes/0/probe").asText()).isEqualTo("full");
            assertThat(json.at("/probes/0/weak").asBoolean()).isTrue();
        }
    }

    @Test
    void whatIsToBeDoneAboutHostileInstructionsIsSaidOnce() throws IOException {
        try (var agent = FakeAgent.start().does(Weakness.obeysAnyone())) {
            var pact = pact(agent, "injected: {instructions_in: [task, message]}");

            var run = Cli.run(home, "run", pact);

            assertThat(run.out())
                    .contains("Hostile instructions in the task's documents get through: right falls from 100.0 %")
                    .contains(
                            ". Hostile instructions in another agent's messages get through: right falls from 100.0 %")
                    .containsOnlyOnce("Let what comes from there be read as data");
        }
    }

    @Test
    void aSoundAgentIsToldToBeSound() throws IOException {
        try (var agent = FakeAgent.start().countsTokens().does(Weakness.none(1, 0))) {
            var run = Cli.run(home, "run", pact(agent, "soak: {one_session_of: 30}"));

            assertThat(run.out()).contains("Probe soak. No fall of right is shown along 30 tasks in one session.");
        }
    }

    private String pact(FakeAgent agent, String probe) throws IOException {
        Files.writeString(folder.resolve("golden.jsonl"), RecordedPact.lines(24, i -> """
                        {"id":"t%d","input":"item %d","expected":"answer to item %d"}""".formatted(i, i, i)));
        Files.writeString(
                folder.resolve("talk.txt"), "The printer on the third floor is out of paper again.\n".repeat(40));
        return Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: probed
                agent:
                  target: {openai: {base_url: "%s", model: m}}
                  context_window: 4000
                golden: [golden.jsonl]
                metrics: {right: {equals: expected}}
                probes: {%s}
                promises: [{metric: right, max_drop: 5pt}]
                """.formatted(agent.url(), probe))
                .toString();
    }
}
