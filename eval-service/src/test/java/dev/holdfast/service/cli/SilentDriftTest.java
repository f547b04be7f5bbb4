package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent that says everything differently from one day on, under the same name.
final class SilentDriftTest {
    private static final int TASKS = 60;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void isFoundAndBlamedOnTheServersConfigurationThatItCameWith() throws IOException {
        try (var agent = FakeAgent.start()) {
            var pact = pact(agent.url());
            assertThat(Cli.run(home, "certify", pact, "--runs", "3").code()).isZero();
            var before = Cli.run(home, "gate", pact, "--format", "json");

            agent.drifts(answer -> answer.replace("answer", "reply"));
            var after = Cli.run(
                    home,
                    "gate",
                    pact,
                    "--format",
                    "json",
                    "--out",
                    folder.resolve("after").toString());

            assertThat(before.code()).as(before.err()).isZero();
            assertThat(after.code()).as(after.err()).isEqualTo(1);
            var evaluation = Json.tree("out", after.out());
            assertThat(evaluation.at("/findings/0/confirmed").asBoolean()).isTrue();
            assertThat(evaluation.path("attribution").toString())
                    .contains("fp_1")
                    .contains("fp_2");
        }
    }

    private String pact(String url) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                RecordedPact.lines(TASKS, i -> "{\"id\":\"t%d\",\"input\":\"question %d\"}".formatted(i, i)));
        return Files.writeString(folder.resolve("pact.yaml"), """
                        holdfast: 1
                        pact: drifting
                        agent:
                          target: {openai: {base_url: "%s", model: m}}
                          limits: {at_once: 16}
                        golden: [golden.jsonl]
                        metrics: {ok: {contains: {literal: answer}}}
                        promises: [{metric: ok, max_drop: 10pt}]
                        """.formatted(url))
                .toString();
    }
}
