package dev.holdfast.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 30000", "1000, 30000"})
    void timesAreSpreadUpToABoundThatDoubles(int attempt, long bound) {
        var times = IntStream.range(0, 1000)
                .mapToObj(n -> Backoff.seeded(1).after(new Ask.Key("t" + n, 0), attempt))
                .toList();

        assertThat(times).allMatch(time -> time.compareTo(Duration.ofMillis(bound)) <= 0);
        assertThat(times.stream().mapToLong(Duration::toMillis).average().orElseThrow())
                .isBetween(0.45 * bound, 0.55 * bound);
    }

    @Test
    void theSameSeedWaitsTheSameTime() {
        var replay = new Ask.Key("t", 3);

        assertThat(Backoff.seeded(7).after(replay, 2))
                .isEqualTo(Backoff.seeded(7).after(replay, 2))
                .isNotEqualTo(Backoff.seeded(8).after(replay, 2));
    }
}
