package dev.holdfast.baselines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.schema.pact.Watch;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PaceTest {
    @Test
    void countsTheRunsOfAnInterval() {
        var pace = Pace.of(every(new Watch.Schedule.Interval(Duration.ofHours(6))));

        assertThat(pace).isEqualTo(new Pace("6 h", 4, false));
        assertThat(pace.runs(Duration.ofDays(365))).isEqualTo(1460);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 */6 * * *       | 4
            30 8-18/2 * * *   | 6
            0 9 * * mon-fri   | 0.714
            0,30 * * * *      | 48
            0 0 1 * *         | 0.0329
            0 0 1 * 1         | 0.171
            0 0 29 2 *        | 0.000684
            """)
    void countsTheRunsOfACronExpression(String expression, double runsPerDay) {
        var pace = Pace.of(every(new Watch.Schedule.Cron(expression, ZoneOffset.UTC)));

        assertThat(pace.runsPerDay()).isCloseTo(runsPerDay, within(0.001 * runsPerDay + 5e-4));
        assertThat(pace.assumed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a b c d e", "61 * * * *", "0 0 31 2 *", "5-1 * * * *", "*/0 * * * *"})
    void saysThatItAssumesDailyRunsWhereTheExpressionNeverComesDue(String expression) {
        assertThat(Pace.of(every(new Watch.Schedule.Cron(expression, ZoneOffset.UTC))))
                .isEqualTo(new Pace("1 day", 1, true));
    }

    private static Watch every(Watch.Schedule schedule) {
        var usual = Watch.DEFAULT;
        return new Watch(
                Optional.of(schedule),
                usual.jitter(),
                List.of(),
                usual.falseAlarms(),
                usual.detect(),
                usual.repeats(),
                usual.spend());
    }
}
