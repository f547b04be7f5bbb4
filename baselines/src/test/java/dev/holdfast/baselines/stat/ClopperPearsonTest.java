package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClopperPearsonTest {
    @ParameterizedTest
    @CsvSource({
        // stats.binomtest(7, 20).proportion_ci(.95, 'exact')
        "7, 20, .95, 0.1539092047845412, 0.5921885345328283",
        // stats.binomtest(0, 100).proportion_ci(.9, 'exact')
        "0, 100, .9, 0, 0.02951304960715665",
        // stats.binomtest(30, 30).proportion_ci(.99, 'exact')
        "30, 30, .99, 0.8381060971932603, 1",
    })
    void agreesWithSciPy(int successes, int trials, double level, double low, double high) {
        Interval interval = ClopperPearson.of(successes, trials, level);

        assertThat(interval.low()).isCloseTo(low, within(1e-10));
        assertThat(interval.high()).isCloseTo(high, within(1e-10));
    }

    @Test
    void holdsWilsonsIntervalOfManyTrialsNearly() {
        Interval exact = ClopperPearson.of(30_000, 100_000, 0.95);
        Interval score = WilsonInterval.of(0.3, 100_000, 0.95);

        assertThat(exact.low()).isCloseTo(score.low(), within(1e-5));
        assertThat(exact.high()).isCloseTo(score.high(), within(1e-5));
    }

    @Test
    void refusesNoTrialsAndMoreSuccessesThanTrials() {
        assertThatIllegalArgumentException().isThrownBy(() -> ClopperPearson.of(0, 0, 0.95));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClopperPearson.of(4, 3, 0.95))
                .withMessageContaining("4");
        assertThatIllegalArgumentException().isThrownBy(() -> ClopperPearson.of(-1, 3, 0.95));
    }
}
