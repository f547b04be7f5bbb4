package dev.holdfast.baselines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.baselines.compare.Clusters;
import dev.holdfast.baselines.watch.AlarmBudget;
import dev.holdfast.baselines.watch.Assurance;
import dev.holdfast.baselines.watch.CertifiedScatter;
import dev.holdfast.baselines.watch.Detector;
import dev.holdfast.baselines.watch.Scale;
import dev.holdfast.baselines.watch.Signal;
import dev.holdfast.baselines.watch.Tallies;
import dev.holdfast.baselines.watch.Tally;
import dev.holdfast.baselines.watch.Thresholds;
import dev.holdfast.baselines.watch.WatchPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DelaySimulationTest {
    private static final int TASKS = 60;
    private static final int REPLICATES = 5;
    private static final double LEVEL = 0.9;
    private static final double DROP = 0.08;
    /// Ten runs that are alike.
    private static final CertifiedScatter SCATTER = new CertifiedScatter(1, 9);

    private static final Thresholds THRESHOLDS = Thresholds.of(new AlarmBudget(1, 1460), Assurance.CALIBRATED, 1);

    /// The truth is known here, and the planner sees only what was certified. Of 16 suites the mean planned and the
    /// mean true delay may differ by what chance leaves: three standard errors of the difference, suite by suite.
    @ParameterizedTest
    @CsvSource({"0.1, 7", "0.3, 8"})
    void plansTheDelayThatTheWatchThenHas(double noise, long seed) {
        var random = new SplittableRandom(seed);
        List<Double> differences = new ArrayList<>();
        double actual = 0;
        for (var suite = 0; suite < 16; suite++) {
            var truth = new Truth(noise, random);
            var planned = mean(new DelaySimulation(THRESHOLDS, SCATTER, suite)
                    .delays(truth.known(), new Design(TASKS, 1, 0), DROP, 30));
            var watched = mean(truth.delays(30, random));
            differences.add(planned - watched);
            actual += watched / 16;
        }

        var mean = differences.stream().mapToDouble(d -> d).average().orElseThrow();
        var variance =
                differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum() / 15;
        assertThat(actual).isBetween(1.0, 6.0);
        assertThat(mean).as("planned minus actual %s runs", actual).isCloseTo(0, within(3 * Math.sqrt(variance / 16)));
    }

    @Test
    void findsMoreTheMoreThereIsToSeeItOn() {
        var known = new Truth(0.3, new SplittableRandom(3)).known();
        var simulation = new DelaySimulation(THRESHOLDS, SCATTER, 1);
        var now = new Design(TASKS, 1, 0);

        var delay = mean(simulation.delays(known, now, DROP, 60));

        assertThat(mean(simulation.delays(known, now.withTasks(2 * TASKS), DROP, 60)))
                .isLessThan(delay);
        assertThat(mean(simulation.delays(known, now.withRepeats(2), DROP, 60))).isLessThan(delay);
        assertThat(mean(simulation.delays(known, now.withExtra(10), DROP, 60))).isLessThan(delay);
        assertThat(mean(simulation.delays(known, now, DROP / 2, 60))).isGreaterThan(delay);
    }

    @Test
    void drawsEveryPathAnew() {
        var first = DelaySimulation.random(1, 0).longs(100).boxed().toList();

        for (var path = 1; path < 50; path++) {
            assertThat(DelaySimulation.random(1, path).longs(100).boxed().toList())
                    .doesNotContainAnyElementsOf(first);
        }
    }

    private static double mean(int[] delays) {
        return Arrays.stream(delays).average().orElseThrow();
    }

    /// An agent whose rates are known, and what its certificate shows of them.
    private static final class Truth {
        private final double[] rates = new double[TASKS];
        private final int[] successes = new int[TASKS];

        Truth(double noise, SplittableRandom random) {
            var concentration = noise / (1 - noise);
            for (var task = 0; task < TASKS; task++) {
                rates[task] = BetaDraws.draw(LEVEL * concentration, (1 - LEVEL) * concentration, random);
                for (var i = 0; i < REPLICATES; i++) {
                    successes[task] += random.nextDouble() < rates[task] ? 1 : 0;
                }
            }
        }

        Rates known() {
            var replicates = new int[TASKS];
            Arrays.fill(replicates, REPLICATES);
            var mean = Arrays.stream(successes).sum() / (double) (TASKS * REPLICATES);
            return new Rates(
                    Scale.passFail(),
                    successes,
                    replicates,
                    0,
                    mean,
                    Rates.noises(successes, replicates)[0],
                    true,
                    SharedNoise.estimated(
                            new Clusters(
                                    java.util.stream.IntStream.range(0, TASKS).toArray()),
                            List.of()));
        }

        int[] delays(int times, SplittableRandom random) {
            var delays = new int[times];
            Arrays.setAll(delays, _ -> delay(random));
            return delays;
        }

        private int delay(SplittableRandom random) {
            var plan = new WatchPlan(Scale.passFail(), Assurance.CALIBRATED, THRESHOLDS, SCATTER);
            var state = Detector.start(plan, tallies(successes, REPLICATES));
            var mean = Arrays.stream(successes).sum() / (double) (TASKS * REPLICATES);
            for (var run = 1 - DelaySimulation.QUIET; run <= DelaySimulation.LONGEST; run++) {
                var kept = run > 0 ? 1 - DROP / mean : 1;
                var passed = new int[TASKS];
                Arrays.setAll(passed, task -> random.nextDouble() < rates[task] * kept ? 1 : 0);
                var step = Detector.next(state, tallies(passed, 1));
                if (run > 0 && step.signal() instanceof Signal.Alarm) {
                    return run;
                }
                state = step.state();
            }
            return DelaySimulation.LONGEST + 1;
        }

        private static Tallies tallies(int[] passed, int replays) {
            var tallies = new TreeMap<String, Tally>();
            for (var task = 0; task < TASKS; task++) {
                tallies.put("t" + task, Tally.ofSuccesses(passed[task], replays));
            }
            return Tallies.of(tallies);
        }
    }
}
