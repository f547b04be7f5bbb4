package dev.holdfast.baselines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.ZonedDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/15 * * * *      | 2026-05-04T10:07:30Z | 2026-05-04T10:15:00Z",
                "0 6 * * *         | 2026-05-04T06:00:00Z | 2026-05-05T06:00:00Z",
                "0 6 * * mon-fri   | 2026-05-01T07:00:00Z | 2026-05-04T06:00:00Z",
                "30 8-18/2 1 jan * | 2026-05-04T00:00:00Z | 2027-01-01T08:30:00Z",
                "0 0 13 * 5        | 2026-05-09T00:00:00Z | 2026-05-13T00:00:00Z",
                "0 0 * * 7         | 2026-05-04T00:00:00Z | 2026-05-10T00:00:00Z"
            })
    void comesDueNext(String expression, ZonedDateTime after, ZonedDateTime due) {
        assertThat(Cron.of(expression).orElseThrow().next(after)).isEqualTo(due);
    }

    @Test
    void leavesOutAnHourThatTheClockSkips() {
        var cron = Cron.of("30 2 * * *").orElseThrow();
        var before = ZonedDateTime.parse("2026-03-28T12:00:00+01:00[Europe/Berlin]");

        var due = Stream.iterate(cron.next(before), cron::next)
                .limit(2)
                .map(ZonedDateTime::toString)
                .toList();

        assertThat(due)
                .containsExactly("2026-03-30T02:30+02:00[Europe/Berlin]", "2026-03-31T02:30+02:00[Europe/Berlin]");
    }

    @Test
    void isDueOnceInAnHourThatComesTwice() {
        var cron = Cron.of("30 2 * * *").orElseThrow();
        var before = ZonedDateTime.parse("2026-10-24T12:00:00+02:00[Europe/Berlin]");

        var due = Stream.iterate(cron.next(before), cron::next)
                .limit(2)
                .map(ZonedDateTime::toString)
                .toList();

        assertThat(due)
                .containsExactly("2026-10-25T02:30+02:00[Europe/Berlin]", "2026-10-26T02:30+01:00[Europe/Berlin]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "61 * * * *", "0 0 31 feb *", "a b c d e"})
    void isNoScheduleThatNeverComesDue(String expression) {
        assertThat(Cron.of(expression)).isEmpty();
    }

    @Test
    void saysHowOftenItComes() {
        assertThat(Cron.of("0 */6 * * *").orElseThrow().runsPerDay()).isEqualTo(4);
        assertThat(Cron.of("0 6 * * mon").orElseThrow().runsPerDay()).isCloseTo(1 / 7.0, within(0.001));
    }
}
