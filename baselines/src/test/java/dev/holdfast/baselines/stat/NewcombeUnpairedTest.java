package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NewcombeUnpairedTest {
    /// statsmodels 0.13.5: confint_proportions_2indep(b, m, a, n, method='newcomb', compare='diff'); the first row
    /// is also example (a) of Newcombe (1998), published as .0524 to .3339.
    @ParameterizedTest
    @CsvSource({
        "48, 80, 56, 70, 0.05243147240236498, 0.33387265403690614",
        "0, 10, 0, 20, -0.27753279986288926, 0.1611251580528194",
        "10, 10, 0, 10, -1, -0.6075093504305241",
        "9, 10, 3, 10, -0.809017973535488, -0.1705227239345029",
        "0, 15, 29, 34, 0.5972993450550941, 0.9355055855521753",
    })
    void agreesWithStatsmodels(int a, int n, int b, int m, double low, double high) {
        Interval interval = NewcombeUnpaired.of(group(a, n), group(b, m), 0.95);

        assertThat(interval.low()).isCloseTo(low, within(1e-10));
        assertThat(interval.high()).isCloseTo(high, within(1e-10));
    }

    @Test
    void mirrorsWhenTheSidesAreSwapped() {
        Interval forwards = NewcombeUnpaired.of(group(30, 40), group(41, 60), 0.9);
        Interval backwards = NewcombeUnpaired.of(group(41, 60), group(30, 40), 0.9);

        assertThat(forwards.low()).isCloseTo(-backwards.high(), within(1e-14));
    }

    @Test
    void widensWhereTasksAreWorthFewerTrials() {
        Interval many = NewcombeUnpaired.of(group(30, 40), group(41, 60), 0.9);
        Interval few = NewcombeUnpaired.of(
                new NewcombeUnpaired.Group(0.75, 12.5), new NewcombeUnpaired.Group(41 / 60.0, 20), 0.9);

        assertThat(few.low()).isLessThan(many.low());
        assertThat(few.high()).isGreaterThan(many.high());
    }

    @Test
    void refusesNoTrialsAndWhatIsNoProportion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewcombeUnpaired.Group(0, 0))
                .withMessageContaining("trials");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewcombeUnpaired.Group(1.5, 2))
                .withMessageContaining("proportion");
    }

    private static NewcombeUnpaired.Group group(int successes, int trials) {
        return new NewcombeUnpaired.Group(successes / (double) trials, trials);
    }
}
