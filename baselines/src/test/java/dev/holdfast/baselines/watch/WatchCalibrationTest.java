package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
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
    void keepsTheBudgetOnPassOrFail(int tasks, double share, TestReporter reporter) {
        assertThat(falseAlarms(reporter, random -> Agent.PassFail.of(tasks, share, true, random)))
                .isLessThan(HIGHEST);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.1", "10, 0.5", "30, 0.1", "30, 0.5"})
    void keepsTheBudgetOnGrades(int tasks, double noise, TestReporter reporter) {
        assertThat(falseAlarms(reporter, random -> Agent.Grades.of(tasks, noise, random)))
                .isLessThan(HIGHEST);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.2", "30, 0.2", "30, 0.02"})
    void keepsTheBudgetOnSeconds(int tasks, double spread, TestReporter reporter) {
        assertThat(falseAlarms(reporter, random -> Agent.Seconds.of(tasks, spread, random)))
                .isLessThan(HIGHEST);
    }

    /// Whole runs share a factor, and only five certified runs tell of it.
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05})
    void keepsTheBudgetWhereWholeRunsScatter(double mood, TestReporter reporter) {
        assertThat(falseAlarms(reporter, random -> new Agent.Moody(Agent.Seconds.of(30, 0.1, random), mood)))
                .isLessThan(HIGHEST);
    }

    private static double falseAlarms(TestReporter reporter, Function<SplittableRandom, Agent> agents) {
        SplittableRandom random = new SplittableRandom(11);
        Thresholds thresholds = Thresholds.of(Examples.FIVE_PERCENT_IN_100_RUNS, Assurance.CALIBRATED, 1);
        Mean alarms = new Mean();
        for (int i = 0; i < AGENTS; i++) {
            alarms.add(alarmsIn100Runs(agents.apply(random), thresholds, random) ? 1 : 0);
        }
        reporter.publishEntry("false alarms", alarms.text(3));
        return alarms.mean();
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
