package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NormalQuantileTest {

    // SciPy: scipy.stats.norm.isf(p)
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.0",
        "0.3, 0.5244005127080409",
        "0.025, 1.9599639845400545",
        "0.99, -2.3263478740408408",
        "1e-10, 6.361340902404056",
        "1e-300, 37.0470962993612"
    })
    void agreesWithSciPy(double p, double z) {
        assertThat(NormalQuantile.ofUpperTail(p)).isEqualTo(z, within(1e-13 * Math.max(1, Math.abs(z))));
    }
}
