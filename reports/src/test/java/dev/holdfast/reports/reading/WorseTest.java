package dev.holdfast.reports.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.pact.Unit;
import org.junit.jupiter.api.Test;

final class WorseTest {
    @Test
    void followsTheOneSidedBound() {
        assertThat(Worse.of(change(Unit.SHARE, .02, .05))).isEqualTo(Worse.HIGHER);
        assertThat(Worse.of(change(Unit.SHARE, .02, -.01))).isEqualTo(Worse.LOWER);
    }

    @Test
    void followsTheUnitWhereTheBoundDoesNotTell() {
        assertThat(Worse.of(change(Unit.SHARE, 0, 0))).isEqualTo(Worse.LOWER);
        assertThat(Worse.of(change(Unit.SECONDS, 0, 0))).isEqualTo(Worse.HIGHER);
        assertThat(Worse.of(change(Unit.USD, 0, Double.NaN))).isEqualTo(Worse.HIGHER);
    }

    private static Comparison.Change change(Unit unit, double difference, double worst) {
        return new Comparison.Change(
                new Comparison.Sample(1, 1, 1),
                unit,
                .5,
                .5 + difference,
                new Estimate(difference, difference, difference),
                .05,
                worst,
                1,
                1,
                "",
                "");
    }
}
