package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DeadTasksTest {

    private static final double CEILING = 1e12;

    @Test
    void weighsAFailureAgainstWhatTheTaskDidBefore() {
        Tallies known = Tallies.of(Map.of("coin", Tally.ofSuccesses(9, 10), "new", Tally.ofSuccesses(10, 10)));
        Tallies run = Tallies.of(Map.of("coin", Tally.ofSuccesses(0, 1), "new", Tally.ofSuccesses(0, 1)));

        SortedMap<String, Double> sums = DeadTasks.after(new TreeMap<>(), known, run, CEILING);

        assertThat(sums.get("coin")).as(".95 against 2 of 11").isEqualTo(0.95 * 11 / 2, within(1e-12));
        assertThat(sums.get("new")).as(".95 against 1 of 11").isEqualTo(0.95 * 11, within(1e-12));
    }

    @Test
    void learnsNothingFromATaskThatHasNeverFailedOrAlwaysDid() {
        Tallies known = Tallies.of(Map.of("good", Tally.ofSuccesses(9, 9), "bad", Tally.ofSuccesses(0, 9)));
        Tallies run = Tallies.of(Map.of("good", Tally.ofSuccesses(1, 1), "bad", Tally.ofSuccesses(0, 1)));

        assertThat(DeadTasks.after(new TreeMap<>(), known, run, CEILING)).containsValues(1.0, 1.0);
    }

    @Test
    void leavesATaskAloneThatWasNotMeasured() {
        SortedMap<String, Double> sums = new TreeMap<>(Map.of("t", 7.0));

        assertThat(DeadTasks.after(sums, Tallies.NONE, Tallies.NONE, CEILING)).isEqualTo(sums);
    }

    /// Null hypothesis: three replays drawn at random from an urn of 4 failures and 9 passes.
    @Test
    void hasMeanOneWhileNothingChanged() {
        double mean = 0;
        double[] chances = {84 / 286.0, 144 / 286.0, 54 / 286.0, 4 / 286.0};
        for (int failures = 0; failures <= 3; failures++) {
            Tallies known = Tallies.of(Map.of("t", Tally.ofSuccesses(6 + failures, 10)));
            Tallies run = Tallies.of(Map.of("t", Tally.ofSuccesses(3 - failures, 3)));
            mean += chances[failures] * DeadTasks.mean(DeadTasks.after(new TreeMap<>(), known, run, CEILING));
        }

        assertThat(mean).isEqualTo(1, within(1e-12));
    }

    @Test
    void letTheDetectorFindADeadTaskAmongCoins() {
        SplittableRandom random = new SplittableRandom(5);
        Agent coins = Agent.PassFail.of(30, 1, false, random);
        DetectorState state = Examples.watched(coins, 10, 50, random);
        int runs = 0;
        Signal signal = new Signal.Quiet(0);
        while (!(signal instanceof Signal.Alarm)) {
            Step step = Detector.next(state, coins.run(1, true, random));
            state = step.state();
            signal = step.signal();
            runs++;
        }

        assertThat(runs).isBetween(3, 10);
    }
}
