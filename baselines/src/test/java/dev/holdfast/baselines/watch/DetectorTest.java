package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DetectorTest {

    private static final WatchPlan PLAN = Examples.plan(Scale.passFail());

    @Test
    void staysQuietOnConstantDataForYears() {
        DetectorState state = Detector.start(PLAN, Examples.each(10, Tally.ofSuccesses(5, 5)));
        Tallies allPass = Examples.failing(0, 10);

        for (int run = 0; run < 3_000; run++) {
            Step step = Detector.next(state, allPass);
            assertThat(step.signal()).isInstanceOf(Signal.Quiet.class);
            state = step.state();
        }

        assertThat(state.certificate().surprises()).hasSize(100);
        assertThat(state.certificate().sums()).hasSameSizeAs(ShiftSums.none());
    }

    @Test
    void findsTasksThatDieAmongDeterministicOnesInOneRunAndDatesIt() {
        DetectorState state = Detector.start(PLAN, Examples.each(100, Tally.ofSuccesses(10, 10)));
        for (int run = 1; run <= 40; run++) {
            state = Detector.next(state, Examples.failing(0, 100)).state();
        }

        Signal signal = Detector.next(state, Examples.failing(5, 100)).signal();

        assertThat(signal).isInstanceOfSatisfying(Signal.Alarm.class, alarm -> {
            assertThat(alarm.anchor()).isEqualTo(Anchor.CERTIFICATE);
            assertThat(alarm.heat()).isGreaterThan(1);
            assertThat(alarm.when().earliest()).isEqualTo(41);
            assertThat(alarm.when().latest()).isEqualTo(41);
        });
    }

    /// Runs without a failure tie with everything; that must not look like scatter, least of all where ties count in
    /// full.
    @ParameterizedTest
    @EnumSource(Assurance.class)
    void findsTasksThatDieAmongOnesThatNeverFailedInEitherMode(Assurance assurance) {
        WatchPlan plan = WatchPlan.of(Scale.passFail(), Examples.FIVE_PERCENT_IN_100_RUNS, assurance, 1);
        DetectorState state = Detector.start(plan, Examples.each(100, Tally.ofSuccesses(10, 10)));
        for (int run = 0; run < 40; run++) {
            state = Detector.next(state, Examples.failing(run % 10 == 9 ? 1 : 0, 100))
                    .state();
        }

        assertThat(Detector.next(state, Examples.failing(6, 100)).signal()).isInstanceOf(Signal.Alarm.class);
    }

    @Test
    void findsASingleTaskThatDied() {
        DetectorState state = Detector.start(PLAN, Examples.each(1, Tally.ofSuccesses(10, 10)));
        for (int run = 1; run <= 40; run++) {
            state = Detector.next(state, Examples.failing(0, 1)).state();
        }
        int failures = 0;
        Signal signal = new Signal.Quiet(0);
        while (!(signal instanceof Signal.Alarm) && failures < 20) {
            Step step = Detector.next(state, Examples.failing(1, 1));
            state = step.state();
            signal = step.signal();
            failures++;
        }

        assertThat(failures).isBetween(2, 6);
    }

    @Test
    void leavesTheEvidenceAloneInARunThatMeasuredNothing() {
        DetectorState before = Examples.watched(
                Agent.PassFail.of(20, 0.3, true, new SplittableRandom(1)), 5, 10, new SplittableRandom(1));

        Step step = Detector.next(before, Tallies.NONE);

        assertThat(step.signal()).isEqualTo(new Signal.NotMeasured());
        assertThat(step.state().certificate()).isEqualTo(before.certificate());
        assertThat(step.state().recentPast()).isEqualTo(before.recentPast());
        assertThat(step.state().runs()).isEqualTo(before.runs() + 1);
        assertThat(step.state().gaps()).isEqualTo(before.gaps() + 1);
    }

    @Test
    void learnsFromQuietRunsAndNotFromAlarms() {
        DetectorState state =
                Detector.start(PLAN.knowing(new CertifiedScatter(1, 9)), Examples.each(100, Tally.ofSuccesses(10, 10)));
        DetectorState quiet = Detector.next(state, Examples.failing(0, 100)).state();
        DetectorState alarmed = Detector.next(quiet, Examples.failing(30, 100)).state();

        assertThat(quiet.certificate().known().on("task-0").total()).isEqualTo(11);
        assertThat(alarmed.certificate().known()).isEqualTo(quiet.certificate().known());
    }

    @Test
    void endsAnAlarmAfterSomeCleanRuns() {
        DetectorState state = Detector.start(PLAN, Examples.each(100, Tally.ofSuccesses(10, 10)));
        for (int run = 0; run < 50; run++) {
            state = Detector.next(state, Examples.failing(30, 100)).state();
        }
        int clean = 0;
        Signal signal = new Signal.NotMeasured();
        while (!(signal instanceof Signal.Quiet)) {
            Step step = Detector.next(state, Examples.failing(0, 100));
            state = step.state();
            signal = step.signal();
            clean++;
        }

        assertThat(clean).isBetween(2, 20);
    }

    @Test
    void noticesAFallBackToTheCertifiedLevelAfterAYearOfBetterRuns() {
        SplittableRandom random = new SplittableRandom(3);
        Tallies certified = Examples.each(100, Tally.ofSuccesses(9, 10));
        DetectorState state = Detector.start(PLAN, certified);
        for (int run = 0; run < 200; run++) {
            state = Detector.next(state, failingAtRandom(0.02, random)).state();
        }
        int runs = 0;
        Signal signal = new Signal.Quiet(0);
        while (!(signal instanceof Signal.Alarm)) {
            Step step = Detector.next(state, failingAtRandom(0.1, random));
            state = step.state();
            signal = step.signal();
            runs++;
        }

        assertThat(runs).isLessThanOrEqualTo(5);
    }

    @Test
    void noticesASlowDecline() {
        SplittableRandom random = new SplittableRandom(4);
        DetectorState state = Detector.start(PLAN, Examples.each(100, Tally.ofSuccesses(9, 10)));
        int points = 0;
        Signal signal = new Signal.Quiet(0);
        for (int run = 0; !(signal instanceof Signal.Alarm); run++) {
            points = run / 20;
            Step step = Detector.next(state, failingAtRandom(0.1 + 0.01 * points, random));
            state = step.state();
            signal = step.signal();
        }

        assertThat(points).isBetween(1, 6);
    }

    @Test
    void refusesToStartWithoutReplicatesAndTasksThatWereNeverCertified() {
        assertThatIllegalArgumentException().isThrownBy(() -> Detector.start(PLAN, Tallies.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Detector.start(PLAN, Examples.each(3, Tally.ofSuccesses(0, 0))));
        DetectorState state = Detector.start(PLAN, Examples.each(1, Tally.ofSuccesses(5, 5)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Detector.next(state, Examples.failing(0, 2)))
                .withMessageContaining("task-1");
    }

    private static Tallies failingAtRandom(double rate, SplittableRandom random) {
        return new Agent.PassFail(uniform(1 - rate), new boolean[100], true).run(1, false, random);
    }

    private static double[] uniform(double rate) {
        double[] rates = new double[100];
        Arrays.fill(rates, rate);
        return rates;
    }
}
