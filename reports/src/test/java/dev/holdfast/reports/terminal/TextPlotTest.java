package dev.holdfast.reports.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reports.reading.Axis;
import dev.holdfast.reports.reading.Placement;
import dev.holdfast.reports.reading.Worse;
import dev.holdfast.schema.evaluation.Estimate;
import org.junit.jupiter.api.Test;

final class TextPlotTest {
    @Test
    void drawsTheDotOverItsIntervalBesideLimitAndZero() {
        var placement = new Placement(new Axis(-10, 10), new Estimate(-6, -8, -4), -7, -1, Worse.LOWER, true);

        assertThat(TextPlot.of(placement, 21)).isEqualTo("  ──●──  ┊│          ");
    }

    @Test
    void keepsWhatLiesOutsideOnTheEdge() {
        var endless = new Estimate(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        var placement = new Placement(new Axis(-1, 1), endless, -5, 3, Worse.LOWER, false);

        assertThat(TextPlot.of(placement, 5)).isEqualTo("──●─┊");
    }

    @Test
    void putsAnUnknownValueNowhereElse() {
        var unknown = new Estimate(Double.NaN, Double.NaN, Double.NaN);

        assertThat(TextPlot.of(new Placement(new Axis(0, 1), unknown, 0, 0, Worse.LOWER, false), 5))
                .hasSize(5);
    }
}
