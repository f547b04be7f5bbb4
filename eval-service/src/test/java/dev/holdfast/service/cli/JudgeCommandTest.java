package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgeCommandTest {
    private static final int TASKS = 40;
    private static final int LABELLED = 30;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void asksOnceAndLetsTheGateDecideWithoutAJudge() throws IOException {
        var pact = folder.resolve("pact.yaml").toString();
        var certified = runs("certified.jsonl", 40);
        var worse = runs("worse.jsonl", 10);
        try (var judge = honestJudge()) {
            write(pact, judge.url());

            var asked = Cli.run(home, "judge", pact, "--from", certified, worse);
            assertThat(asked.code()).as(asked.err()).isZero();
            assertThat(asked.out())
                    .contains("agree with people on 30 of 30 labelled answers (κ = 1.00")
                    .contains("every vote is recorded");
            // answers that both runs have are asked about once, labelled answers with each
            assertThat(judge.calls()).isEqualTo(TASKS + 30 + 2 * LABELLED);

            assertThat(Cli.run(home, "judge", pact, "--from", certified, worse).code())
                    .isZero();
            assertThat(judge.calls()).isEqualTo(TASKS + 30 + 2 * LABELLED);
        }

        var certifying = Cli.run(home, "certify", pact, "--from", certified);
        var gate = Cli.run(home, "gate", pact, "--from", worse, "--format", "json");

        assertThat(certifying.code()).as(certifying.err()).isZero();
        assertThat(certifying.out()).contains("ok ").contains("100.0 %");
        assertThat(gate.code()).as(gate.out()).isEqualTo(1);
        assertThat(Json.tree("out", gate.out()).at("/findings/0/confirmed").asBoolean())
                .isFalse();
        assertThat(gate.out()).contains("rest on judges alone");
    }

    @Test
    void callsAJudgeThatIsNotReachedAnError() throws IOException {
        var pact = folder.resolve("pact.yaml").toString();
        write(pact, "http://127.0.0.1:9/v1");

        var asked = Cli.run(home, "judge", pact, "--from", runs("run.jsonl", 3));

        assertThat(asked.code()).isEqualTo(4);
        assertThat(asked.err()).contains("judge one was not reached");
    }

    @Test
    void aJudgeThatIsNotReachedMakesAnErrorUntilItIs() throws IOException {
        var pact = folder.resolve("pact.yaml").toString();
        var certified = runs("certified.jsonl", 40);
        var worse = runs("worse.jsonl", 10);
        try (var judge = honestJudge()) {
            write(pact, judge.url());
            assertThat(Cli.run(home, "judge", pact, "--from", certified).code()).isZero();
            assertThat(Cli.run(home, "certify", pact, "--from", certified).code())
                    .isZero();

            judge.does(Reaction.error(400, "no such model"));
            assertThat(Cli.run(home, "judge", pact, "--from", worse).code()).isEqualTo(4);
            var down = Cli.run(home, "gate", pact, "--from", worse, "--format", "json");

            assertThat(down.code()).as(down.out()).isEqualTo(4);
            var evaluation = Json.tree("out", down.out());
            assertThat(evaluation.path("verdict").asText()).isEqualToIgnoringCase("ERROR");
            assertThat(evaluation.at("/findings/0/sentence").asText())
                    .contains("30 of 40 tasks its judges were not reached");

            judge.does(JudgeCommandTest::honestly);
            assertThat(Cli.run(home, "judge", pact, "--from", worse).code()).isZero();
            assertThat(Cli.run(home, "gate", pact, "--from", worse).code()).isEqualTo(1);
        }
    }

    private void write(String pact, String url) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                lines(TASKS, i -> "{\"id\":\"t%d\",\"input\":\"q %d\"}".formatted(i, i)));
        Files.writeString(folder.resolve("good.md"), "Is it good?");
        Files.writeString(
                folder.resolve("labelled.jsonl"),
                lines(
                        LABELLED,
                        i -> "{\"input\":\"q\",\"output\":\"%s %d\",\"label\":\"%s\"}"
                                .formatted(i % 3 == 0 ? "bad" : "good", i, i % 3 == 0 ? "no" : "yes")));
        Files.writeString(Path.of(pact), """
                holdfast: 1
                pact: judged
                agent: {target: {recorded: {file: run.jsonl}}}
                golden: [golden.jsonl]
                metrics: {ok: {judge: {rubric: good.md, model: one, calibration: labelled.jsonl}}}
                judges: {one: {openai: {base_url: "%s", model: j}}}
                promises: [{metric: ok, max_drop: 5pt}]
                """.formatted(url));
    }

    private String runs(String name, int good) throws IOException {
        var text = lines(
                TASKS,
                i -> "{\"run\":\"%s\",\"task\":\"t%d\",\"output\":\"%s %d\"}"
                        .formatted(name, i, i < good ? "good" : "bad", i));
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String lines(int count, java.util.function.IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    /// Says yes to answers that begin with "good".
    private static Reaction honestly(Call call) {
        return new Reaction.Says(call.question().matches("(?s).*BEGIN ANSWER [^\\n]*\\ngood.*") ? "yes" : "no");
    }

    private static FakeAgent honestJudge() {
        return FakeAgent.start().does(JudgeCommandTest::honestly);
    }
}
