package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TwoOneSidedTestsTest {
    private static final ClusteredStandardError CHANGE =
            ClusteredStandardError.of(new double[] {.1, .4, -.2, .3, .05, -.1, .25, .6});

    @Test
    void agreesWithR() {
        TwoOneSidedTests tests = TwoOneSidedTests.of(CHANGE, 0.1);

        // y <- c(.1,.4,-.2,.3,.05,-.1,.25,.6); t.test(y, mu = -.1, alternative = "greater")$p.value
        assertThat(tests.nonInferiority()).isCloseTo(0.01085857828456, within(1e-12));
        // t.test(y, mu = .1, alternative = "less")$p.value
        assertThat(tests.nonSuperiority()).isCloseTo(0.775482235758102, within(1e-12));
        assertThat(tests.equivalence()).isEqualTo(tests.nonSuperiority());
    }

    @Test
    void isProvenExactlyWhenTheIntervalClearsTheMargin() {
        Interval ninety = CHANGE.interval(0.9);

        assertThat(TwoOneSidedTests.of(CHANGE, ninety.high()).nonSuperiority()).isCloseTo(0.05, within(1e-9));
        assertThat(TwoOneSidedTests.of(CHANGE, 2 * ninety.high()).equivalence()).isLessThan(0.05);
    }

    @Test
    void refusesAMarginOfZeroAndAChangeWithoutVariation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TwoOneSidedTests.of(CHANGE, 0))
                .withMessageContaining("margin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TwoOneSidedTests.of(ClusteredStandardError.of(new double[] {1, 1, 1}), 0.1))
                .withMessageContaining("without variation");
    }
}
