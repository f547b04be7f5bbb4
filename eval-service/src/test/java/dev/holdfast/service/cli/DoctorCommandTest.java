package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `doctor PACT` beside a service that is well.
final class DoctorCommandTest {
    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("yes"));
    private final FakeAgent judge = FakeAgent.start().does(new Reaction.Says("yes"));

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        agent.close();
        judge.close();
    }

    @Test
    void asksAgentAndJudgeAQuestionEach() throws IOException {
        var looked = look("");

        assertThat(looked.code()).as(looked.out()).isZero();
        assertThat(looked.out()).contains("good  agent").contains("good  judge").doesNotContain("bad");
        assertThat(agent.calls()).isEqualTo(1);
        assertThat(judge.calls()).isEqualTo(1);
    }

    @Test
    void saysWhoDoesNotAnswer() throws IOException {
        judge.close();

        var looked = look("");

        assertThat(looked.code()).isEqualTo(4);
        assertThat(looked.out()).contains("good  agent").contains("bad   judge");
    }

    @Test
    void saysWhichSecretIsMissing() throws IOException {
        var looked = look(", api_key: \"${env:NOT_THERE}\"");

        assertThat(looked.code()).isEqualTo(4);
        assertThat(looked.out()).contains("bad   agent").contains("NOT_THERE");
        assertThat(agent.calls()).isZero();
    }

    private Cli look(String more) throws IOException {
        Files.writeString(folder.resolve("rubric.md"), "Is it polite?");
        Files.writeString(folder.resolve("golden.jsonl"), "{\"id\": \"t0\", \"input\": \"?\"}");
        var pact = Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: desk
                agent: {target: {openai: {base_url: "%s", model: m%s}}}
                golden: [golden.jsonl]
                judges: {careful: {openai: {base_url: "%s", model: j}}}
                metrics: {polite: {judge: {rubric: rubric.md, model: careful}}}
                promises: [{metric: polite, max_drop: 5pt}]
                """.formatted(agent.url(), more, judge.url()));
        return Cli.run(
                folder, "doctor", pact.toString(), "--data", TestService.data().toString());
    }
}
