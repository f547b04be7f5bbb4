package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TwoOneSidedTestsTest {
    private static final double ALPHA = 0.05;

    /// R: y <- c(.1, .4, -.2, .3, .05, -.1, .25, .6); t.test(y, conf.level = .9)$conf.int
    private static final double LOW = -0.0022216008139722687;

    private static final double HIGH = 0.35222160081397225;

    /// R: t.test(y, mu = -m, alternative = "greater")$p.value; t.test(y, mu = m, alternative = "less")$p.value; SciPy:
    /// ttest_1samp(y, -m, alternative="greater"), ttest_1samp(y, m, alternative="less").
    @ParameterizedTest
    @CsvSource({
        "0.03, 0.03226584579398433, 0.9174760437059366",
        "0.1, 0.01085857828455996, 0.7754822357581023",
        "0.35, 0.00040268371476060333, 0.051775855135729576",
        "0.36, 0.0003603866445389218, 0.04423847668742949",
    })
    void decidesAsTheTwoTTestsOfRAndSciPy(double margin, double notWorse, double notBetter) {
        assertThat(TwoOneSidedTests.isNonInferior(-LOW, margin)).isEqualTo(notWorse <= ALPHA);
        assertThat(TwoOneSidedTests.isNonInferior(HIGH, margin)).isEqualTo(notBetter <= ALPHA);
        assertThat(TwoOneSidedTests.isEquivalent(LOW, HIGH, margin)).isEqualTo(Math.max(notWorse, notBetter) <= ALPHA);
    }

    @Test
    void provesNothingByABoundThatLiesOnTheMargin() {
        assertThat(TwoOneSidedTests.isNonInferior(0.05, 0.05)).isFalse();
        assertThat(TwoOneSidedTests.isNonInferior(Math.nextDown(0.05), 0.05)).isTrue();
    }

    @Test
    void provesNothingByABoundThatIsNotANumber() {
        assertThat(TwoOneSidedTests.isNonInferior(Double.NaN, 0.05)).isFalse();
    }

    @Test
    void refusesAMarginBelowZeroOrNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TwoOneSidedTests.isNonInferior(0, -0.1))
                .withMessageContaining("margin");
        assertThatIllegalArgumentException().isThrownBy(() -> TwoOneSidedTests.isNonInferior(0, Double.NaN));
    }
}
