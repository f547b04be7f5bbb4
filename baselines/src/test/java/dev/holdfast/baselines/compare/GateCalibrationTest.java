package dev.holdfast.baselines.compare;

import static dev.holdfast.baselines.compare.Examples.evaluate;
import static dev.holdfast.baselines.compare.Examples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.run.Outcome;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An agent that did not change, gated many times: alarms stay within α and what simulation adds.
@Tag("slow")
final class GateCalibrationTest {
    private static final int AGENTS = 200;

    /// Chance exceeds it in one of 2,000 series.
    private static final int MOST =
            BinomialDistribution.of(AGENTS, Confidence.DEFAULT.alpha()).inverseCumulativeProbability(0.9995);

    /// Runs that are alike are refused for differing in one certification of a hundred, where next to nothing is
    /// allowed.
    private static final int MOST_REFUSED =
            BinomialDistribution.of(AGENTS, 0.01).inverseCumulativeProbability(0.9995);

    private final Examples examples;

    GateCalibrationTest(@TempDir Path folder) {
        examples = new Examples(folder);
    }

    /// @param noise how often a replay is not what the task usually gives; .5 makes every task a coin
    @ParameterizedTest
    @CsvSource({"30, 0.02", "30, 0.2", "30, 0.5", "100, 0.02", "100, 0.2", "100, 0.5"})
    void passOrFailRaisesNoMoreAlarmsThanAlpha(int tasks, double noise) {
        assertAlarmsWithinAlpha(tasks, "{metric: ok, max_drop: 1pt, slices: skip}", random -> {
            double[] rates =
                    random.doubles(tasks).map(x -> x < 0.9 ? 1 - noise : noise).toArray();
            return task -> new Outcome.Answered(random.nextDouble() < rates[task] ? "yes" : "no");
        });
    }

    @ParameterizedTest
    @CsvSource({"30, 2", "30, 40", "100, 2", "100, 40"})
    void lengthsRaiseNoMoreAlarmsThanAlpha(int tasks, int spread) {
        for (var promise : new String[] {"max_rise: 1%", "p95, max_rise: 1%"}) {
            assertAlarmsWithinAlpha(tasks, "{metric: length, " + promise + "}", random -> {
                int[] usual = random.ints(tasks, 10, 100).toArray();
                return task -> new Outcome.Answered("x".repeat(usual[task] + random.nextInt(spread)));
            });
        }
    }

    /// A refused baseline is gated by nobody. An alarm is p ≤ α: a broken promise takes an effect beyond the tolerance
    /// as well, and is rarer still.
    private void assertAlarmsWithinAlpha(int tasks, String promise, Agents agents) {
        var pact = examples.pact(tasks, promise);
        var alarms = new AtomicInteger();
        var refusals = new AtomicInteger();
        IntStream.range(0, AGENTS).parallel().forEach(seed -> {
            IntFunction<Outcome> agent = agents.of(new SplittableRandom(seed));
            var runs = Stream.of("a", "b", "c").map(id -> run(id, tasks, agent)).toList();
            switch (new Certifier(pact, runs).certify(Examples.NOON, "test")) {
                case Certification.Refused _ -> refusals.incrementAndGet();
                case Certification.Certified(var certificate, var kept, var control) -> {
                    var baseline = new Baseline(certificate, kept, "key", control);
                    alarms.addAndGet(isAlarm(evaluate(pact, baseline, run("d", tasks, agent))) ? 1 : 0);
                }
            }
        });

        var what = promise + " on " + tasks + " tasks";
        System.getLogger(getClass().getName())
                .log(System.Logger.Level.INFO, what + ": " + alarms + " alarms, " + refusals + " refused");
        assertThat(alarms.get()).as("alarms, " + what).isLessThanOrEqualTo(MOST);
        assertThat(refusals.get()).as("refused baselines, " + what).isLessThanOrEqualTo(MOST_REFUSED);
    }

    private static boolean isAlarm(Evaluation evaluation) {
        return p(evaluation.findings().getFirst()) <= Confidence.DEFAULT.alpha();
    }

    private static double p(Finding finding) {
        return ((Comparison.Change) Examples.comparison(finding)).p();
    }

    @FunctionalInterface
    private interface Agents {
        /// An agent that answers a task as it always does, give or take chance.
        IntFunction<Outcome> of(SplittableRandom random);
    }
}
