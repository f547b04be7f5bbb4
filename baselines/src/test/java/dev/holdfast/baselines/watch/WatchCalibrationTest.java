package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The budget holds with a certificate of five replicates a task, whatever the agent is like; minutes, not seconds.
@Tag("slow")
final class WatchCalibrationTest {

    private static final int AGENTS = 400;

    /// .05 and three standard errors of 400 agents.
    private static final double HIGHEST = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / AGENTS);

    @ParameterizedTest
    @CsvSource({"10, 0.1", "10, 1", "30, 0.1", "30, 0.3", "30, 0.6", "30, 1", "100, 0.1", "100, 0.3"})
    void keepsTheBudgetOnPassOrFail(int tasks, double share) {
        assertBudgetIsKept(
                "pass/fail, share " + share + ", " + tasks + " tasks",
                random -> Agent.PassFail.of(tasks, share, true, random));
    }

    @ParameterizedTest
    @CsvSource({"10, 0.1", "10, 0.5", "30, 0.1", "30, 0.5"})
    void keepsTheBudgetOnGrades(int tasks, double noise) {
        assertBudgetIsKept(
                "grades, noise " + noise + ", " + tasks + " tasks", random -> Agent.Grades.of(tasks, noise, random));
    }

    @ParameterizedTest
    @CsvSource({"10, 0.2", "30, 0.2", "30, 0.02"})
    void keepsTheBudgetOnSeconds(int tasks, double spread) {
        assertBudgetIsKept(
                "seconds ±" + spread + ", " + tasks + " tasks", random -> Agent.Seconds.of(tasks, spread, random));
    }

    /// Whole runs share a factor, and only five certified runs tell of it.
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05})
    void keepsTheBudgetWhereWholeRunsScatter(double mood) {
        assertBudgetIsKept(
                "seconds ±0.1, 30 tasks, runs share ±" + mood,
                random -> new Agent.Moody(Agent.Seconds.of(30, 0.1, random), mood));
    }

    private static void assertBudgetIsKept(String row, Function<SplittableRandom, Agent> agents) {
        Mean alarms = falseAlarms(agents);
        System.getLogger(WatchCalibrationTest.class.getName())
                .log(System.Logger.Level.INFO, "{0}: false alarms {1}, at most {2}", row, alarms.text(3), HIGHEST);
        assertThat(alarms.mean()).as(row).isLessThan(HIGHEST);
    }

    private static Mean falseAlarms(Function<SplittableRandom, Agent> agents) {
        SplittableRandom random = new SplittableRandom(11);
        Thresholds thresholds = Thresholds.of(Examples.FIVE_PERCENT_IN_100_RUNS, Assurance.CALIBRATED, 1);
        Mean alarms = new Mean();
        for (int i = 0; i < AGENTS; i++) {
            alarms.add(alarmsIn100Runs(agents.apply(random), thresholds, random) ? 1 : 0);
        }
        return alarms;
    }

    private static boolean alarmsIn100Runs(Agent agent, Thresholds thresholds, SplittableRandom random) {
        WatchPlan plan = new WatchPlan(agent.scale(), Assurance.CALIBRATED, thresholds, CertifiedScatter.UNKNOWN);
        DetectorState state = agent.watched(plan, 5, random);
        for (int run = 1; run <= 100; run++) {
            Step step = Detector.next(state, agent.run(1, false, random));
            if (step.signal() instanceof Signal.Alarm) {
                return true;
            }
            state = step.state();
        }
        return false;
    }
}
