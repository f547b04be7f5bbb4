package dev.holdfast.baselines.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.schema.evaluation.PolicyReading;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.AnswerPolicy.Asking;
import dev.holdfast.schema.pact.AnswerPolicy.By;
import dev.holdfast.schema.pact.AnswerPolicy.Escalation;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicySurveyTest {
    private static final AnswerPolicy MAJORITY = new AnswerPolicy(
            Optional.empty(),
            new Asking.Jury(3, new Extract.Whole(), new By.Majority()),
            new Escalation(OptionalDouble.empty(), true));

    @TempDir
    Path folder;

    /// 100 tasks that want `yes`: 60 are always right, 20 are wrong at first and outvoted, 10 are right at first and
    /// outvoted, 10 have three opinions, of which the first is wrong.
    @Test
    void aPolicyIsHeldAgainstTheFirstAnswersToTheSameReplays() throws IOException, InterruptedException {
        var survey = new PolicySurvey(pact(100), List.of(run()));

        var reading = survey.compare(java.util.Map.of("jury", MAJORITY)).getFirst();

        assertThat(reading.replays()).isEqualTo(100);
        assertThat(reading.escalated()).isEqualTo(10);
        assertThat(reading.answers()).isEqualTo(3);
        assertThat(reading.cost().times()).hasValue(3);
        assertThat(reading.latency().first()).hasValueCloseTo(0.1, within(1e-9));
        assertThat(reading.latency().policy()).hasValueCloseTo(0.3, within(1e-9));
        var ok = reading.metrics().getFirst();
        assertThat(ok.first().value()).isEqualTo(0.7);
        assertThat(ok.kept().value()).isCloseTo(80 / 90.0, within(1e-12));
        assertThat(ok.gain().value()).isCloseTo(10 / 90.0, within(1e-12));
        // R, Newcombe's method 10 on the 90 answered: 60 both, 20 gained, 10 lost, 0 neither
        assertThat(ok.gain().low()).isBetween(-0.02, 0.02);
        assertThat(ok.escalated().orElseThrow().value()).isZero();
    }

    @Test
    void whatTheRunWasRecordedUnderIsReadFromTheRunItself() throws IOException {
        var recorded = new PolicySurvey(
                        pact(2), List.of(RunFile.parse("r", """
                {"run":"r","task":"t0","output":"yes","drafts":[{"output":"no"},{"output":"yes"},{"output":"yes"}]}
                {"run":"r","task":"t1","output":"no","escalated":"no majority","drafts":[{"output":"no"},{"output":"yes"}]}
                """).runs().getFirst()))
                .recorded()
                .orElseThrow();

        assertThat(recorded.escalated()).isEqualTo(1);
        assertThat(recorded.metrics().getFirst().first().value()).isZero();
        assertThat(recorded.metrics().getFirst().kept().value()).isEqualTo(1);
        assertThat(recorded.metrics().getFirst().gain().value()).isEqualTo(1);
        assertThat(PolicyWords.of(recorded).getFirst())
                .isEqualTo(
                        "Policy (as recorded): 2.50 answers a replay over 2 replays; 1 handed over to a person (50.0 %).");
    }

    @Test
    void replaysThatAPolicyAskedOnlyOnceCountAsWell() throws IOException {
        var recorded = new PolicySurvey(
                        pact(3), List.of(RunFile.parse("r", """
                {"run":"r","task":"t0","output":"yes","drafts":[{"output":"no"},{"output":"yes"}]}
                {"run":"r","task":"t1","output":"yes"}
                {"run":"r","task":"t2","output":"no","escalated":"unsure","drafts":[{"output":"no"},{"output":"no"}]}
                """).runs().getFirst()))
                .recorded()
                .orElseThrow();

        assertThat(recorded.replays()).isEqualTo(3);
        assertThat(recorded.metrics().getFirst().first().value()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(PolicyWords.of(recorded).getFirst())
                .isEqualTo(
                        "Policy (as recorded): 1.67 answers a replay over 3 replays; 1 handed over to a person (33.3 %).");
    }

    @Test
    void aRunWithoutAPolicyHasNoneToTellOf() throws IOException {
        var run = RunFile.parse("r", """
                {"run":"r","task":"t0","output":"yes","drafts":[{"error":{"kind":"timeout","message":"late"},"partial":"ye"},{"output":"yes"}]}
                {"run":"r","task":"t1","output":"yes"}
                """).runs().getFirst();

        assertThat(new PolicySurvey(pact(2), List.of(run)).recorded()).isEmpty();
    }

    @Test
    void replaysWhoseDraftsDoNotSufficeAreLeftOutOfAllPoliciesAlike() throws IOException, InterruptedException {
        var run = RunFile.parse("r", """
                {"run":"r","task":"t0","output":"no","drafts":[{"output":"no"},{"output":"yes"},{"output":"yes"}]}
                {"run":"r","task":"t1","output":"yes"}
                {"run":"r","task":"t2","error":{"kind":"timeout","message":"late"}}
                """).runs().getFirst();
        var policies = new LinkedHashMap<String, AnswerPolicy>();
        policies.put("once", AnswerPolicy.ONCE);
        policies.put("jury", MAJORITY);

        var readings = new PolicySurvey(pact(3), List.of(run)).compare(policies);

        assertThat(readings).extracting(PolicyReading::replays).containsExactly(1, 1);
        assertThat(readings).extracting(PolicyReading::unknown).containsExactly(1, 1);
        assertThat(readings)
                .extracting(reading -> reading.metrics().getFirst().kept().value())
                .containsExactly(0.0, 1.0);
    }

    @Test
    void anEscalatedAnswerHasNoScoreAndIsCountedByAMetricOfItsOwn() throws IOException {
        var file = pact(2);
        var run = RunFile.parse("r", """
                {"run":"r","task":"t0","output":"yes"}
                {"run":"r","task":"t1","output":"no","escalated":"no majority"}
                """).runs().getFirst();

        var levels = new Standing(file, file.suite().tasks(), List.of(run), Confidence.DEFAULT).levels();

        assertThat(levels.get("ok")).satisfies(level -> {
            assertThat(level.value()).isEqualTo(1);
            assertThat(level.tasks()).isEqualTo(1);
        });
        assertThat(levels.get("escalated"))
                .satisfies(level -> assertThat(level.value()).isEqualTo(0.5));
    }

    private static Run run() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            var said = i < 60
                    ? List.of("yes", "yes", "yes")
                    : i < 80
                            ? List.of("no", "yes", "yes")
                            : i < 90 ? List.of("yes", "no", "no") : List.of("no", "yes", "maybe");
            var drafts = new ArrayList<String>();
            for (int j = 0; j < 3; j++) {
                drafts.add("{\"output\":\"%s\",\"latency_ms\":%d,\"cost_usd\":0.001}"
                        .formatted(said.get(j), 100 * (j + 1)));
            }
            lines.add("{\"run\":\"r\",\"task\":\"t%d\",\"output\":\"%s\",\"drafts\":[%s]}"
                    .formatted(i, said.get(0), String.join(",", drafts)));
        }
        return RunFile.parse("r", String.join("\n", lines)).runs().getFirst();
    }

    private PactFile pact(int tasks) throws IOException {
        var golden = new ArrayList<String>();
        for (int i = 0; i < tasks; i++) {
            golden.add("{\"id\":\"t%d\",\"input\":\"Is %d a number?\"}".formatted(i, i));
        }
        Files.write(folder.resolve("golden.jsonl"), golden);
        return PactReader.read(Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: yes-sayer
                agent:
                  target: {openai: {base_url: "http://127.0.0.1:1/v1", model: m}}
                  policy: {jury: {of: 3}, escalate: {without_majority: true}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt}, {metric: escalated, at_most: 20%}]
                """));
    }
}
