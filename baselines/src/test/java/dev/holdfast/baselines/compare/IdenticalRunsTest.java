package dev.holdfast.baselines.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Five identical runs of GPT-4o on seven task sets: whatever differs between them is chance.
final class IdenticalRunsTest {
    private static final Path DATA = Path.of("../../shared/data/llm-stability-gpt4o-aa");
    private static final List<String> SETS = List.of(
            "college_mathematics",
            "high_school_european_history",
            "logical_deduction",
            "navigate",
            "professional_accounting",
            "public_relations",
            "ruin_names");

    @TempDir
    Path folder;

    @Test
    void failNoMoreOftenThanAlphaAllows() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "skipped: the llm-stability data is not at " + DATA);
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);

        for (var set : SETS) {
            var pact = pact(set);
            var runs = RunFile.read(DATA.resolve("recorded-gpt-4o_OAI-0.0-" + set + "-few.gpt-4o_OAI.jsonl"))
                    .runs();
            for (var fifth : runs) {
                verdicts.merge(verdict(pact, runs, fifth), 1, Integer::sum);
            }
        }

        System.out.println("Identical runs of GPT-4o, certified on 4, gated the fifth, 7 sets x 5 ways: " + verdicts);
        assertThat(verdicts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(35);
        // one more than the largest count that chance alone brings in 95 of 100 such series
        var allowed = BinomialDistribution.of(35, Confidence.DEFAULT.alpha()).inverseCumulativeProbability(0.95);
        assertThat(verdicts.getOrDefault(Verdict.FAIL, 0)).isLessThanOrEqualTo(allowed);
    }

    private static Verdict verdict(PactFile pact, List<Run> runs, Run fifth) {
        var others = runs.stream().filter(run -> !run.id().equals(fifth.id())).toList();
        var certified = (Certification.Certified)
                new Certifier(pact, others).certify(Instant.parse("2024-11-01T00:00:00Z"), "test");
        return new Evaluator(
                        pact, new Baseline(certified.certificate(), certified.runs(), "key"), fifth, Confidence.DEFAULT)
                .evaluate("e", Instant.parse("2024-11-02T00:00:00Z"), "test")
                .verdict();
    }

    private PactFile pact(String set) throws IOException {
        var tasks = Files.readAllLines(DATA.resolve("golden.jsonl")).stream()
                .filter(line -> line.contains("\"" + set + "\""))
                .toList();
        Files.write(folder.resolve(set + ".jsonl"), tasks);
        return PactReader.read(Files.writeString(folder.resolve(set + ".yaml"), """
                holdfast: 1
                pact: %1$s
                agent: {target: {recorded: {file: unused.jsonl}}}
                golden: [%1$s.jsonl]
                metrics: {correct: {recorded_score: correct}}
                promises: [{metric: correct, max_drop: 5pt}]
                """.formatted(set)));
    }
}
