package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MiettinenNurminenTest {
    /// R: nll <- function(p, d) -sum(dbinom(s1, n1, p + d, log = TRUE), dbinom(s2, n2, p, log = TRUE)) score(d): p
    /// <- optimize(nll, c(max(0, -d), min(1, 1 - d)), d = d, tol = 1e-13)$minimum, then (d0 - d) / sqrt(((p + d) *
    /// (1 - p - d) / n1 + p * (1 - p) / n2) * (n1 + n2) / (n1 + n2 - 1)) uniroot(function(d) score(d) -+
    /// qnorm(.975), ..., tol = 1e-13). The first row is published as .0528 to .3382.
    @ParameterizedTest
    @CsvSource({
        "48, 80, 56, 70, 0.0528297132, 0.3381729400",
        "9, 10, 3, 10, -0.840649544, -0.170025017",
        "0, 10, 0, 20, -0.284381347, 0.165760228",
        "0, 15, 29, 34, 0.626444926, 0.936039119",
        "1, 2, 1, 2, -0.749331056, 0.749331056",
        "95, 100, 88, 100, -0.15504578182, 0.00817175006",
        "10, 10, 0, 10, -1, -0.663641552",
    })
    void agreesWithANumericalLikelihood(int s2, int n2, int s1, int n1, double low, double high) {
        Interval interval = MiettinenNurminen.of(s2, n2, s1, n1, 0.95);

        assertThat(interval.low()).isCloseTo(low, within(1e-7));
        assertThat(interval.high()).isCloseTo(high, within(1e-7));
    }

    @Test
    void mirrorsWhenTheSidesAreSwappedForAllSmallTables() {
        for (int a = 0; a <= 5; a++) {
            for (int b = 0; b <= 7; b++) {
                Interval forwards = MiettinenNurminen.of(a, 5, b, 7, 0.9);
                Interval backwards = MiettinenNurminen.of(b, 7, a, 5, 0.9);
                assertThat(forwards.low()).isCloseTo(-backwards.high(), within(1e-8));
                assertThat(forwards.high()).isCloseTo(-backwards.low(), within(1e-8));
            }
        }
    }

    @Test
    void widensWithTheLevel() {
        double previous = 0;
        for (double level : new double[] {0.5, 0.8, 0.9, 0.95, 0.99, 0.9999}) {
            Interval interval = MiettinenNurminen.of(20, 30, 18, 30, level);
            assertThat(interval.high() - interval.low()).isGreaterThan(previous);
            previous = interval.high() - interval.low();
        }
    }

    @Test
    void refusesNoTrials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MiettinenNurminen.of(1, 2, 0, 0, 0.95))
                .withMessageContaining("new trials");
    }
}
