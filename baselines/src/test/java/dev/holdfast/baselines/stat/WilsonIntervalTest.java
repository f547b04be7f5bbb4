package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WilsonIntervalTest {
    @Test
    void agreesWithR() {
        Interval interval = WilsonInterval.of(81.0 / 263, 263, 0.95);

        // prop.test(81, 263, correct = FALSE)$conf.int
        assertThat(interval.low()).isCloseTo(0.255288519878274, within(1e-12));
        assertThat(interval.high()).isCloseTo(0.366209576982800, within(1e-12));
    }

    @Test
    void startsAtZeroWithoutSuccesses() {
        Interval interval = WilsonInterval.of(0, 20, 0.9);

        // prop.test(0, 20, correct = FALSE, conf.level = .9)$conf.int
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isCloseTo(0.119157837360964, within(1e-12));
    }

    @Test
    void takesFractionalProportionsAndSizes() {
        Interval interval = WilsonInterval.of(0.725, 12.5, 0.95);

        // f <- function(p,n,l) { z <- qnorm(1-(1-l)/2); (p+z^2/2/n +
        // c(-1,1)*z*sqrt(p*(1-p)/n+z^2/4/n^2))/(1+z^2/n) } f(.725, 12.5, .95)
        assertThat(interval.low()).isCloseTo(0.449250685557721, within(1e-12));
        assertThat(interval.high()).isCloseTo(0.894965829119460, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.2, 0.5, 0.77, 1})
    void mirrorsWhenFailuresAreCounted(double proportion) {
        Interval successes = WilsonInterval.of(proportion, 30, 0.95);
        Interval failures = WilsonInterval.of(1 - proportion, 30, 0.95);

        assertThat(successes.low()).isCloseTo(1 - failures.high(), within(1e-12));
        assertThat(successes.high()).isCloseTo(1 - failures.low(), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 10, .95, NaN",
        "-.1, 10, .95, -0.1",
        "1.5, 10, .95, 1.5",
        ".5, 0, .95, 0.0",
        ".5, NaN, .95, NaN",
        ".5, Infinity, .95, Infinity",
        ".5, 10, 1, 1.0",
        ".5, 10, NaN, NaN",
    })
    void refusesWhatIsNotAProportionASizeOrALevel(double proportion, double n, double level, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WilsonInterval.of(proportion, n, level))
                .withMessageContaining(named);
    }
}
