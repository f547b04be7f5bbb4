package dev.holdfast.baselines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.Examples;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForecasterTest {
    private static final Path DATA = Path.of("../../shared/data/llmdrift-gpt4");
    private static final String WATCH = "watch: {every: 6h, detect: {drop: 10pt, within: 2 runs}, repeats: 2}";

    @TempDir
    Path folder;

    @Test
    void saysWhatATooSmallSuiteLacks() throws IOException {
        var pact = pact(20, "{metric: ok, max_drop: 5pt, slices: skip}", WATCH.replace("10pt", "5pt"));

        var forecast = forecast(pact, Optional.of(certified(pact, 20)));

        assertThat(forecast.promises()).hasSize(1);
        var one = forecast.promises().getFirst().cases().getFirst();
        assertThat(one.delay().kept()).contains(false);
        assertThat(one.advice()).anyMatch(advice -> advice.lever() == Forecast.Lever.TASKS && advice.to() > 20);
    }

    @Test
    void saysWhatALargeSuiteHasToSpare() throws IOException {
        var pact = pact(100, "{metric: ok, max_drop: 5pt, slices: skip}", WATCH);

        var forecast = forecast(pact, Optional.of(certified(pact, 100)));

        var one = forecast.promises().getFirst().cases().getFirst();
        assertThat(one.delay().kept()).contains(true);
        assertThat(one.noiseAssumed()).isFalse();
        assertThat(one.finds().orElseThrow()).isBetween(0.005, 0.1);
        assertThat(one.advice()).anyMatch(advice -> advice.lever() == Forecast.Lever.TASKS && advice.to() < 100);
        assertThat(one.gate().orElseThrow().finds80().orElseThrow())
                .isLessThanOrEqualTo(one.gate().orElseThrow().finds95().orElseThrow());
        assertThat(forecast.bill().perRun()).as("nothing is known about cost").isEmpty();
        assertThat(forecast.pace()).isEqualTo(new Pace("6 h", 4, false));
    }

    @Test
    void givesTheSameAnswerAgain() throws IOException {
        var pact = pact(30, "{metric: ok, max_drop: 5pt, slices: skip}", "");
        var baseline = Optional.of(certified(pact, 30));

        assertThat(forecast(pact, baseline)).isEqualTo(forecast(pact, baseline));
    }

    @Test
    void saysWhatItAssumesWithoutABaseline() throws IOException {
        var pact = pact(40, "{metric: ok, at_least: 80%, max_drop: 5pt, slices: skip}", "");

        var forecast = forecast(pact, Optional.empty());

        assertThat(forecast.assumed()).isTrue();
        assertThat(forecast.promises().getFirst().cases())
                .allMatch(Forecast.Case::noiseAssumed)
                .extracting(one -> one.noise().orElseThrow(), Forecast.Case::level)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0.1, 0.8), org.assertj.core.groups.Tuple.tuple(0.3, 0.8));
        assertThat(forecast.notes())
                .anyMatch(note -> note.startsWith("there is no baseline"))
                .anyMatch(note -> note.contains("`watch.every`"))
                .anyMatch(note -> note.contains("`watch.repeats`"))
                .anyMatch(note -> note.contains("`watch.detect"));
    }

    /// The same tasks and runs; only that tasks are paraphrases of one another is said.
    @Test
    void promisesLessOfParaphrases() throws IOException {
        var alone = pact(40, "{metric: ok, max_drop: 5pt, slices: skip}", "");
        var gate = gateOf(forecast(alone, Optional.of(certified(alone, 40))));
        var golden = folder.resolve("golden.jsonl");
        var lines = new java.util.ArrayList<String>();
        for (var line : Files.readAllLines(golden)) {
            lines.add(line.replaceFirst("\\{", "{\"cluster\": \"c%d\", ".formatted(lines.size() / 4)));
        }
        Files.write(golden, lines);
        var clustered = PactReader.read(folder.resolve("pact.yaml"));

        var forecast = forecast(clustered, Optional.of(certified(clustered, 40)));

        assertThat(forecast.notes())
                .anyMatch(note -> note.startsWith("ok max_drop: its 40 tasks are in 10 clusters that share")
                        && note.contains("independent tasks"));
        assertThat(gateOf(forecast).unchangedPasses()).isLessThan(gate.unchangedPasses());
    }

    private static Forecast.Gate gateOf(Forecast forecast) {
        return forecast.promises().getFirst().cases().getFirst().gate().orElseThrow();
    }

    @Test
    void saysThatNothingIsWatched() throws IOException {
        var pact = pact(40, "{metric: ok, at_least: 80%}", "");

        var forecast = forecast(pact, Optional.empty());

        assertThat(forecast.promises()).isEmpty();
        assertThat(forecast.notes()).anyMatch(note -> note.contains("nothing to plan"));
    }

    @Test
    void saysWhyALevelCannotFallThatFar() throws IOException {
        var pact = pact(40, "{metric: ok, at_least: 3%, max_drop: 5pt}", "");

        assertThat(forecast(pact, Optional.empty()).promises().getFirst().unknown())
                .contains("it stands at 3.0 % and cannot get worse by 5 points");
    }

    @Test
    void plansQuantitiesFromWhatWasCertified() throws IOException {
        var pact = pact(30, "{metric: latency, mean, max_rise: 20%}", WATCH);

        var one = forecast(pact, Optional.of(certified(pact, 30))).promises().getFirst();

        assertThat(one.cases()).hasSize(1);
        assertThat(one.cases().getFirst().change()).isEqualTo("a rise of 20 %");
        assertThat(one.cases().getFirst().delay().runs()).isBetween(1.0, 3.0);
    }

    @Test
    void plansThePublicRecordOfARealDrift() throws IOException {
        assumeThat(DATA).as("skipped: the LLMDrift data is not at " + DATA).isDirectory();
        Files.copy(DATA.resolve("golden.jsonl"), folder.resolve("golden.jsonl"));
        var pact = PactReader.read(Files.copy(Path.of("../examples/llmdrift/pact.yaml"), folder.resolve("pact.yaml")));
        var march = RunFile.read(DATA.resolve("recorded-2023-03.jsonl")).runs().getFirst();

        var forecast = forecast(pact, Optional.of(Examples.certified(pact, march)));

        assertThat(forecast.alarms().streams()).isEqualTo(7);
        var prime = forecast.promises().getFirst();
        assertThat(prime.promise()).isEqualTo("prime max_drop");
        // a single certified replay does not tell the noise, so the usual range of it is planned with
        assertThat(prime.cases()).hasSize(2).allMatch(Forecast.Case::noiseAssumed);
        assertThat(prime.cases()).allSatisfy(one -> {
            assertThat(one.level()).isBetween(0.839, 0.841);
            // 600 simulated agents instead of 60: 1.31 ± 0.06 runs where a tenth of the noise is within tasks, and
            // 1.70 ± 0.10 where it is three tenths
            var truth = one.noise().orElseThrow() < 0.2 ? 1.31 : 1.70;
            assertThat(one.delay().standardError()).isLessThan(0.4);
            assertThat(one.delay().runs())
                    .isCloseTo(truth, within(3 * one.delay().standardError()));
            assertThat(one.gate().orElseThrow().unchangedPasses()).isGreaterThan(0.95);
        });
        var code = forecast.promises().get(3);
        assertThat(code.promise()).isEqualTo("code_runs max_drop");
        assertThat(code.cases())
                .allSatisfy(one -> assertThat(one.delay().runs()).isGreaterThan(2));
    }

    private Forecast forecast(PactFile pact, Optional<Baseline> baseline) {
        return new Forecaster(pact, baseline, Confidence.DEFAULT).forecast();
    }

    private PactFile pact(int tasks, String promise, String watch) throws IOException {
        new Examples(folder).pact(tasks, promise);
        var path = folder.resolve("pact.yaml");
        var text = Files.readString(path);
        return PactReader.read(Files.writeString(
                path, watch.isEmpty() ? text : text.substring(0, text.lastIndexOf('}')) + ", " + watch + "}\n"));
    }

    private static Baseline certified(PactFile pact, int tasks) {
        var runs = IntStream.range(0, 10).mapToObj(i -> noisy("run-" + i, tasks, i + 1));
        return Examples.certified(pact, runs.toArray(Run[]::new));
    }

    /// Most tasks always pass, and a tenth are coins.
    private static Run noisy(String id, int tasks, long seed) {
        var random = new SplittableRandom(seed);
        return Examples.run(
                id,
                tasks,
                i -> new Outcome.Answered(i < tasks - tasks / 10 || random.nextDouble() < 0.7 ? "yes" : "no"));
    }
}
