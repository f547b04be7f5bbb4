package dev.holdfast.baselines.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.FailureClusters;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The public record of a real drift: GPT-4 in March and in June 2023 (Chen, Zaharia and Zou 2023).
final class LlmDriftTest {
    private static final Path DATA = Path.of("../../shared/data/llmdrift-gpt4");
    private static final Path PACT = Path.of("../examples/llmdrift/pact.yaml");

    @TempDir
    Path folder;

    @BeforeEach
    void requireTheData() {
        assumeTrue(
                Files.isDirectory(DATA),
                "skipped: the LLMDrift data is not at " + DATA + " (see docs/tutorials/llmdrift.md)");
    }

    @Test
    void reproducesThePublishedTableToTheDigit() throws IOException {
        var june = evaluate(pact(PACT), run("2023-06"));

        assertThat(june.verdict()).isEqualTo(Verdict.FAIL);
        // the lower end is -0.372469; tables that say -37.3 have rounded -0.3725 a second time
        assertThat(row(june, "prime")).isEqualTo("84.0 51.1 -32.9 [-37.2, -28.4]");
        assertThat(row(june, "happy")).isEqualTo("83.6 35.2 -48.4 [-53.4, -42.9]");
        assertThat(row(june, "answers_sensitive")).isEqualTo("21.0 5.0 -16.0 [-24.3, -8.8]");
        assertThat(row(june, "code_runs")).isEqualTo("52.0 10.0 -42.0 [-56.4, -24.4]");
        assertThat(row(june, "code_runs_cleaned")).isEqualTo("52.0 70.0 +18.0 [+4.0, +30.8]");
    }

    @Test
    void opensWithTheSentenceThatAPersonNeeds() throws IOException {
        var june = evaluate(pact(PACT), run("2023-06"));

        assertThat(june.headline())
                .startsWith("GPT-4's answers to primes fell from 84.0 % to 51.1 % "
                        + "(−32.9 points, 95 % interval −37.2 … −28.4); the promise allows 5.");
    }

    @Test
    void namesTheReversalOfTheTwoSlicesOfPrimes() throws IOException {
        var slices = ((Finding.Broken) finding(evaluate(pact(PACT), run("2023-06")), "prime")).slices();

        assertThat(slices).extracting(Finding.Slice::tag).containsExactly("prime-number", "composite-number");
        assertThat(slices)
                .extracting(slice -> percent(slice.change().certified()) + " "
                        + percent(slice.change().candidate()))
                .containsExactly("97.6 2.4", "70.4 99.8");
        assertThat(slices).extracting(Finding.Slice::broken).containsExactly(true, false);
    }

    @Test
    void failsAMixInWhichTheTwoSlicesCancel() throws IOException {
        // 155 primes lose 95.2 points each, 500 composites gain 29.4: together nearly nothing
        var mixed = keep(run("2023-06"), id -> !id.startsWith("prime/prime/") || number(id) < 155);
        var certified = keep(run("2023-03"), id -> !id.startsWith("prime/prime/") || number(id) < 155);
        var evaluation = evaluate(pact(PACT), certified, mixed);

        var finding = (Finding.Broken) finding(evaluation, "prime");
        assertThat(((Comparison.Change) finding.comparison()).difference().value())
                .isBetween(-0.05, 0.05);
        assertThat(finding.sentence()).contains("on prime-number fell");
        assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void saysInWhichWordsTheAnswersToPrimesChanged() throws IOException {
        var source = Files.readString(PACT)
                .replace(
                        "promises:\n",
                        "promises:\n  - {answers: same_distribution, on: {tags: [prime]}, mode: observe}\n");
        var pact = pact(Files.writeString(folder.resolve("with-answers.yaml"), source));

        var june = (Finding.Broken) finding(evaluate(pact, run("2023-06")), "answers");
        var march = finding(evaluate(pact, run("2023-03")), "answers");

        System.out.println(june.sentence());
        assertThat(june.sentence())
                .startsWith("answers on prime are not what they were (p = 0.0001): the candidate's say “")
                .contains("the certified ones said “");
        assertThat(((Comparison.Distribution) june.comparison()).testMethod()).startsWith("classifier on words");
        assertThat(march).isInstanceOf(Finding.Inconclusive.class);
    }

    @Test
    void groupsTheAnswersThatFailPrimes() throws IOException {
        var clusters = evaluate(pact(PACT), run("2023-06")).clusters();

        System.out.println(clusters);
        assertThat(clusters).extracting(FailureClusters::metric).contains("prime", "happy");
        assertThat(clusters.getFirst().failing()).isEqualTo(476);
    }

    @Test
    void passesTheCertifiedRunAgainstItself() throws IOException {
        var march = evaluate(pact(PACT), run("2023-03"));

        assertThat(march.verdict()).as(march.headline()).isEqualTo(Verdict.PASS);
        assertThat(march.notes()).anyMatch(note -> note.contains("one of the certified runs itself"));
    }

    @Test
    void comparesWhatBothHaveAndSaysWhatIsMissing() throws IOException {
        var june = keep(run("2023-06"), id -> !id.endsWith("7"));
        var evaluation = evaluate(pact(PACT), june);

        assertThat(evaluation.coverage().missingCount())
                .isEqualTo(1650 - june.observations().size());
        assertThat(evaluation.coverage().common()).isEqualTo(june.observations().size());
        assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void concludesNothingFromLessThanNineTenthsOfTheTasks() throws IOException {
        var evaluation = evaluate(pact(PACT), keep(run("2023-06"), id -> number(id) % 5 != 0));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(evaluation.headline()).contains("certified tasks are not in the run");
    }

    private static int number(String id) {
        var digits = id.replaceAll("\\D+", "");
        return Integer.parseInt(digits.substring(Math.max(0, digits.length() - 4)));
    }

    private static Run keep(Run run, Predicate<String> kept) {
        return new Run(
                run.id(),
                run.plan(),
                run.observations().stream().filter(o -> kept.test(o.task())).toList());
    }

    private PactFile pact(Path source) throws IOException {
        Files.copy(DATA.resolve("golden.jsonl"), folder.resolve("golden.jsonl"));
        return PactReader.read(Files.copy(source, folder.resolve("pact.yaml")));
    }

    private static Run run(String name) {
        return RunFile.read(DATA.resolve("recorded-" + name + ".jsonl")).runs().getFirst();
    }

    private static Evaluation evaluate(PactFile pact, Run candidate) {
        return evaluate(pact, run("2023-03"), candidate);
    }

    private static Evaluation evaluate(PactFile pact, Run certified, Run candidate) {
        var certification = (Certification.Certified)
                new Certifier(pact, List.of(certified)).certify(Instant.parse("2023-03-31T00:00:00Z"), "test");
        var baseline = new Baseline(certification.certificate(), certification.runs(), "key");
        return new Evaluator(pact, baseline, candidate, Confidence.DEFAULT)
                .evaluate("e1", Instant.parse("2023-06-30T00:00:00Z"), "test");
    }

    private static Finding finding(Evaluation evaluation, String metric) {
        return evaluation.findings().stream()
                .filter(finding -> finding.promised().metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    private static String row(Evaluation evaluation, String metric) {
        var comparison = switch (finding(evaluation, metric)) {
            case Finding.Broken broken -> broken.comparison();
            case Finding.Kept kept -> kept.comparison();
            case Finding.Inconclusive open -> open.comparison();
            case Finding.NotMeasured none -> throw new AssertionError(none.sentence());
        };
        var change = (Comparison.Change) comparison;
        return "%s %s %s [%s, %s]"
                .formatted(
                        percent(change.certified()),
                        percent(change.candidate()),
                        signed(change.difference().value()),
                        signed(change.difference().low()),
                        signed(change.difference().high()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private static String signed(double difference) {
        return String.format(Locale.ROOT, "%+.1f", 100 * difference);
    }
}
