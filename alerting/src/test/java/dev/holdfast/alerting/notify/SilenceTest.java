package dev.holdfast.alerting.notify;

import static dev.holdfast.alerting.Examples.MORNING;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SilenceTest {
    @Test
    void alwaysEndsAndSaysWhoMadeItAndWhyAndForWhat() {
        var end = MORNING.plus(Duration.ofDays(1));

        assertThatThrownBy(() ->
                        new Silence("s", Map.of("agent", "a"), MORNING, MORNING.plus(Duration.ofDays(31)), "kim", "x"))
                .hasMessageContaining("ends");
        assertThatThrownBy(() -> new Silence("s", Map.of("agent", "a"), MORNING, end, "kim", ""))
                .hasMessageContaining("why");
        assertThatThrownBy(() -> new Silence("s", Map.of(), MORNING, end, "kim", "x"))
                .hasMessageContaining("labels");
    }
}
