package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SignFlipTestTest {
    private static final SignFlipTest TEST = new SignFlipTest(99_999, 1);

    /// SciPy 1.17: `permutation_test(([-.5,-.2,.1,-.4,0,.3,-.6,-.1],), np.mean, permutation_type='samples',
    /// alternative='less', n_resamples=np.inf).pvalue` is 0.09375, and with `'greater'` 0.9375.
    @Test
    void agreesWithAllChoicesOfSigns() {
        double[] differences = {-.5, -.2, .1, -.4, 0, .3, -.6, -.1};

        assertThat(TEST.pLess(differences)).isCloseTo(0.09375, within(0.003));
        assertThat(TEST.pGreater(differences)).isCloseTo(0.9375, within(0.003));
    }

    @Test
    void findsNothingInDifferencesThatAreAllZero() {
        assertThat(TEST.pLess(new double[20])).isEqualTo(1);
    }

    @Test
    void dependsOnTheSeedAlone() {
        double[] differences = {-.5, -.2, .1, -.4};

        assertThat(TEST.pLess(differences)).isEqualTo(new SignFlipTest(99_999, 1).pLess(differences));
    }

    /// 1,000 samples of which none has a mean other than 0: at most 5 % + 3 standard errors may be called different.
    @Test
    void rejectsAtMostAsOftenAsItSays() {
        var random = new SplittableRandom(7);
        var test = new SignFlipTest(199, 3);

        var rejected = IntStream.range(0, 1_000)
                .filter(_ -> {
                    var differences = new double[30];
                    Arrays.setAll(differences, _ -> random.nextInt(-3, 4));
                    return test.pLess(differences) <= 0.05;
                })
                .count();

        assertThat(rejected).isBetween(20L, 71L);
    }
}
