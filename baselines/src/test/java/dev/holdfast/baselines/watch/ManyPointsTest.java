package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManyPointsTest {
    private static final int TASKS = 3_000;
    private static final int[] POINTS = {7, 3, 0};

    /// From a run that is much better than expected to one that is much worse.
    @ParameterizedTest
    @ValueSource(doubles = {-0.03, -0.02, -0.005, 0, 0.005, 0.02, 0.04, 0.08})
    void agreesWithTheExactDistribution(double drift) {
        var exact = new PointSum();
        var many = new ManyPoints();
        var random = new SplittableRandom(3);
        for (int task = 0; task < TASKS; task++) {
            Urn urn = Urn.of(replays(9, 0, random), replays(2, drift, random));
            if (urn.size() == 3) {
                exact.add(urn, POINTS);
                many.add(urn, POINTS);
            }
        }

        double middle = NormalQuantile.ofUpperTail(exact.chanceOfMore() + exact.chanceOfTie() / 2);

        // seven standard deviations out, a chance that is off by a thirtieth
        assertThat(many.surprise(Assurance.CALIBRATED)).isCloseTo(middle, within(0.005));
        // a tie in full, as the guarantee wants it, is within the caution too
        assertThat(many.surprise(Assurance.GUARANTEED))
                .isLessThan(NormalQuantile.ofUpperTail(exact.chanceOfMore() + exact.chanceOfTie()));
    }

    @Test
    void isMostSurprisedWhereEverythingFails() {
        var many = new ManyPoints();
        for (int task = 0; task < TASKS; task++) {
            many.add(Urn.of(Tally.ofSuccesses(9, 9), Tally.ofSuccesses(0, 1)), new int[] {5, 0});
        }

        // the chance is 10^-3000
        assertThat(many.surprise(Assurance.CALIBRATED)).isCloseTo(Math.sqrt(2 * 3000 * Math.log(10)), within(0.1));
    }

    @Test
    void isNotSurprisedByWhatCouldNotHaveComeOutOtherwise() {
        var many = new ManyPoints();
        many.add(Urn.of(Tally.ofSuccesses(9, 10), Tally.ofSuccesses(1, 1)), new int[] {0, 0});

        assertThat(many.surprise(Assurance.CALIBRATED)).isEqualTo(0);
    }

    private static Tally replays(int count, double drift, SplittableRandom random) {
        var counts = new TreeMap<Integer, Integer>();
        for (int i = 0; i < count; i++) {
            double u = random.nextDouble();
            counts.merge(u < 0.2 + drift ? 0 : u < 0.5 + drift ? 1 : 2, 1, Integer::sum);
        }
        return new Tally(counts);
    }
}
