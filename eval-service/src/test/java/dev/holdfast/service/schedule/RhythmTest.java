package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.pact.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RhythmTest {
    private static final Instant ANCHOR = Instant.parse("2026-10-24T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void readsACronExpressionOnTheClocksOfItsZone() {
        var mornings = cron("0 6 * * *", "Europe/Zurich");

        assertThat(mornings.between(ANCHOR, ANCHOR.plus(Duration.ofDays(3))))
                .as("six in the morning, before and after clocks are put back on 25 October")
                .containsExactly(
                        Instant.parse("2026-10-24T04:00:00Z"),
                        Instant.parse("2026-10-25T05:00:00Z"),
                        Instant.parse("2026-10-26T05:00:00Z"));
    }

    @Test
    void beginsLaterThanDueAndNeverLaterThanTheJitter() {
        var rhythm = hourly(UUID.randomUUID(), Duration.ofMinutes(10));

        var late = IntStream.range(0, 200)
                .mapToObj(i -> ANCHOR.plus(HOUR.multipliedBy(i)))
                .map(due -> Duration.between(due, rhythm.begins(due)))
                .toList();

        assertThat(late).allMatch(by -> !by.isNegative() && by.compareTo(Duration.ofMinutes(10)) < 0);
        assertThat(late.stream().mapToLong(Duration::toSeconds).average().orElseThrow())
                .as("spread over all of it")
                .isBetween(240.0, 360.0);
    }

    @Test
    void beginsAtTheSameTimeOnEveryNodeAndAtAnotherForEveryPact() {
        var pact = UUID.randomUUID();

        assertThat(hourly(pact, HOUR.dividedBy(2)).begins(ANCHOR))
                .isEqualTo(hourly(pact, HOUR.dividedBy(2)).begins(ANCHOR))
                .isNotEqualTo(hourly(UUID.randomUUID(), HOUR.dividedBy(2)).begins(ANCHOR));
    }

    @Test
    void isNotDueBeforeItIsToBegin() {
        var rhythm = hourly(UUID.randomUUID(), Duration.ofMinutes(30));
        var begins = rhythm.begins(ANCHOR);

        assertThat(rhythm.between(ANCHOR.minusMillis(1), begins.minusMillis(1))).isEmpty();
        assertThat(rhythm.between(ANCHOR.minusMillis(1), begins)).containsExactly(ANCHOR);
    }

    private static Rhythm hourly(UUID pact, Duration jitter) {
        return new Rhythm(pact, new Watch.Schedule.Interval(HOUR), jitter, ANCHOR);
    }

    private static Rhythm cron(String expression, String zone) {
        return new Rhythm(
                UUID.randomUUID(), new Watch.Schedule.Cron(expression, ZoneId.of(zone)), Duration.ZERO, ANCHOR);
    }
}
