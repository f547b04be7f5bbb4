package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunSurpriseTest {

    private static final WatchPlan PLAN = Examples.plan(Scale.passFail());
    private static final WatchPlan PROVEN =
            WatchPlan.of(Scale.passFail(), Examples.FIVE_PERCENT_IN_100_RUNS, Assurance.GUARANTEED, 1);

    @Test
    void findsNothingInConstantData() {
        Tallies certified = Examples.each(20, Tally.ofSuccesses(10, 10));

        assertThat(surprise(PLAN, certified, Examples.failing(0, 20))).isZero();
    }

    @Test
    void isTheHypergeometricTailForOneTask() {
        Tallies certified = Examples.each(1, Tally.ofSuccesses(9, 9));
        Tallies failed = Examples.each(1, Tally.ofSuccesses(0, 1));

        // one failure among ten replays fell on the new one: p = 1/10, mid-p = 1/20; R: qnorm(c(.05, .1), lower.tail =
        // FALSE)
        assertThat(surprise(PLAN, certified, failed)).isEqualTo(1.6448536269514722, within(1e-12));
        assertThat(surprise(PROVEN, certified, failed)).isEqualTo(1.2815515655446008, within(1e-12));
    }

    @Test
    void multipliesTheChancesOfTasksThatNeverFailed() {
        Tallies certified = Examples.each(2, Tally.ofSuccesses(9, 9));
        Tallies failed = Examples.each(2, Tally.ofSuccesses(0, 1));

        // p = 1/100; R: qnorm(.01, lower.tail = FALSE)
        assertThat(surprise(PROVEN, certified, failed)).isEqualTo(2.3263478740408408, within(1e-12));
    }

    @Test
    void growsWithEveryFailure() {
        Tallies certified = Examples.each(20, Tally.ofSuccesses(8, 10));

        double before = Double.NEGATIVE_INFINITY;
        for (int failures = 0; failures <= 20; failures++) {
            double size = surprise(PLAN, certified, Examples.failing(failures, 20));
            assertThat(size).isGreaterThan(before);
            before = size;
        }
    }

    @Test
    void takesAFailureOfAReliableTaskMoreSeriouslyThanThatOfACoin() {
        Tallies certified = Tallies.of(Map.of(
                "coin",
                Tally.ofSuccesses(5, 10),
                "coin 2",
                Tally.ofSuccesses(5, 10),
                "sure",
                Tally.ofSuccesses(10, 10),
                "sure 2",
                Tally.ofSuccesses(10, 10)));
        Tally pass = Tally.ofSuccesses(1, 1);
        Tally fail = Tally.ofSuccesses(0, 1);

        double coin = surprise(
                PLAN, certified, Tallies.of(Map.of("coin", fail, "coin 2", pass, "sure", pass, "sure 2", pass)));
        double sure = surprise(
                PLAN, certified, Tallies.of(Map.of("coin", pass, "coin 2", pass, "sure", fail, "sure 2", pass)));

        assertThat(sure).isGreaterThan(coin + 0.5);
    }

    @Test
    void usesOnlyTasksThatWereMeasured() {
        Tallies certified = Examples.each(20, Tally.ofSuccesses(8, 10));
        Tallies few = Examples.each(3, Tally.ofSuccesses(0, 1));

        assertThat(surprise(PLAN, certified, few))
                .isEqualTo(surprise(PLAN, Examples.each(3, Tally.ofSuccesses(8, 10)), few));
    }

    @Test
    void noticesSlowerAnswersAndNotFasterOnes() {
        Scale seconds = Scale.positiveLowerIsBetter();
        WatchPlan plan = Examples.plan(seconds);
        Tallies certified = Examples.each(5, seconds.tally(1, 1.1, 0.9, 1.2, 0.8));

        assertThat(surprise(plan, certified, Examples.each(5, seconds.tally(1.4))))
                .isGreaterThan(3);
        assertThat(surprise(plan, certified, Examples.each(5, seconds.tally(0.6))))
                .isLessThan(-2.5);
    }

    @Test
    void saysNothingWhereAllGradesTie() {
        WatchPlan plan = Examples.plan(Scale.graded());
        Tally same = Scale.graded().tally(0.5, 0.5, 0.5);

        assertThat(surprise(
                        plan,
                        Examples.each(10, same),
                        Examples.each(10, Scale.graded().tally(0.5))))
                .isZero();
    }

    private static double surprise(WatchPlan plan, Tallies known, Tallies run) {
        return RunSurprise.middle(RunSurprise.of(plan.scale().kind(), plan.assurance(), known, run));
    }
}
