package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SessionTrendTest {
    @Test
    void agreesWithEnumerationOfAllOrders() {
        double[][] sessions = {{.9, .8, .85, .7, .6}, {.7, .75, .5, .6}};

        var trend = new SessionTrend(99_999, 1).test(sessions);

        // f = lambda n, v: np.dot(np.arange(n) - (n-1)/2, v); A, B = f over itertools.permutations of each session
        // t = np.add.outer(A, B); observed / 15, np.mean(t <= observed + 1e-12), np.mean(t >= observed - 1e-12)
        assertThat(trend.slope()).isCloseTo(-0.065, within(1e-12));
        assertThat(trend.pFalling()).isCloseTo(0.0125, within(0.0015));
        assertThat(trend.pRising()).isCloseTo(0.9923611111111111, within(0.0015));
    }

    @Test
    void swapsItsTailsWhenTheSessionRunsBackwards() {
        var falling = new SessionTrend(9999, 2).test(new double[][] {{5, 4, 4, 3, 2, 1}});
        var rising = new SessionTrend(9999, 2).test(new double[][] {{1, 2, 3, 4, 4, 5}});

        assertThat(falling.slope()).isEqualTo(-rising.slope());
        assertThat(falling.pFalling())
                .isCloseTo(rising.pRising(), within(0.003))
                .isLessThan(0.01);
    }

    @Test
    void ignoresDifferencesBetweenSessionsAndSessionsOfOne() {
        var trend = new SessionTrend(999, 3).test(new double[][] {{1, 1, 1}, {100, 100, 100}, {7}});

        assertThat(trend).isEqualTo(new SessionTrend.Result(0, 1, 1));
    }

    @Test
    void refusesSessionsWithoutASecondPosition() {
        var trend = new SessionTrend(99, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trend.test(new double[][] {{1}, {2}}))
                .withMessageContaining("positions");
        assertThatIllegalArgumentException().isThrownBy(() -> trend.test(new double[0][]));
        assertThatIllegalArgumentException().isThrownBy(() -> trend.test(new double[][] {{1, Double.NaN}}));
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionTrend(0, 1));
    }
}
