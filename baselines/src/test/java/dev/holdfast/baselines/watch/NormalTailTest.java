package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NormalTailTest {

    /// R: `print(pnorm(c(-3, 0, .5, 2, 5, 7, 8, 20, 30), lower.tail = FALSE), digits = 16)`
    @ParameterizedTest
    @CsvSource({
        "-3, 0.9986501019683699",
        "0, 0.5",
        "0.5, 0.3085375387259869",
        "2, 0.02275013194817921",
        "5, 2.866515718791939e-07",
        "7, 1.279812543885835e-12",
        "8, 6.220960574271785e-16",
        "20, 2.753624118606234e-89",
        "30, 4.906713927148187e-198"
    })
    void agreesWithR(double z, double tail) {
        assertThat(NormalTail.above(z)).isCloseTo(tail, withPercentage(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"-6", "-1", "0.1", "3", "12"})
    void undoesTheQuantile(double z) {
        assertThat(NormalQuantile.ofUpperTail(NormalTail.above(z))).isEqualTo(z, within(1e-6));
    }
}
