package dev.holdfast.reports.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.pact.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "SHARE, -0.329, −32.9 points",
        "SHARE, 0.18, +18.0 points",
        "SHARE, -0.0001, 0.0 points",
        "SECONDS, 0.06, +60 ms",
        "SECONDS, -1.5, −1.50 s",
        "USD, -0.0073, −0.00730 USD",
        "COUNT, 12, +12",
        "SHARE, NaN, unknown"
    })
    void givesADifferenceItsSignAndUnit(Unit unit, double difference, String text) {
        assertThat(Figures.difference(unit, difference)).isEqualTo(text);
    }

    @Test
    void saysTheUnitOfAnIntervalOnce() {
        assertThat(Figures.differences(Unit.SHARE, new Estimate(0, -.373, -.284)))
                .isEqualTo("−37.3 … −28.4 points");
        assertThat(Figures.bareDifferences(Unit.SECONDS, new Estimate(0, -.04, 1.7)))
                .isEqualTo("−40 ms … +1.70 s");
        assertThat(Figures.bareDifferences(Unit.COUNT, new Estimate(0, -4, 7))).isEqualTo("−4 … +7");
        assertThat(Figures.values(Unit.SHARE, new Estimate(0, .951, .988))).isEqualTo("95.1 … 98.8 %");
    }

    @Test
    void admitsAnIntervalWithoutEnd() {
        assertThat(Figures.values(Unit.SECONDS, new Estimate(1, .5, Double.POSITIVE_INFINITY)))
                .isEqualTo("500 ms … unknown");
    }

    @ParameterizedTest
    @CsvSource({"0, < 0.0001", "0.00099, 0.0010", "0.0312, 0.031", "1, 1.000", "NaN, unknown"})
    void neverSaysThatChanceIsImpossible(double p, String text) {
        assertThat(Figures.chance(p)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.0003, 0.03 %", "0.0126, 1.3 %"})
    void givesSmallRatesEnoughDigits(double rate, String text) {
        assertThat(Figures.rate(rate)).isEqualTo(text);
    }

    @Test
    void countsOneAndMany() {
        assertThat(Figures.plural(1, "task")).isEqualTo("1 task");
        assertThat(Figures.plural(1_650, "task")).isEqualTo("1,650 tasks");
    }
}
