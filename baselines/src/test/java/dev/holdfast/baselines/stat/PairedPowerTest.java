package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against an independent computation whose grids are 5 tasks wide, and 10 to 40 beyond 200.
final class PairedPowerTest {
    private static final double DROP = 0.05;
    private static final double ALPHA = 0.05;

    @ParameterizedTest
    @CsvSource({
        "0,    135, 185",
        "0.01, 165, 245",
        "0.02, 190, 295",
        "0.05, 270, 440",
        "0.1,  400, 680",
        "0.2,  660, 1120",
        "0.3,  920, 1560"
    })
    void needsTheTasksOfTheReferenceToFindADrop(double noise, int n80, int n95) {
        assertThat(PairedPower.tasksToFind(DROP, noise, ALPHA, 0.8)).isBetween(n80 - grid(n80), n80);
        assertThat(PairedPower.tasksToFind(DROP, noise, ALPHA, 0.95)).isBetween(n95 - grid(n95), n95);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 25, 44", "0.02, 50, 87", "0.05, 124, 217", "0.1, 248, 433", "0.2, 495, 866", "0.3, 742, 1299"})
    void needsTheTasksOfTheReferenceToPass(double noise, int n80, int n95) {
        assertThat(PairedPower.tasksToPass(DROP, noise, ALPHA, 0.8)).isEqualTo(n80);
        assertThat(PairedPower.tasksToPass(DROP, noise, ALPHA, 0.95)).isEqualTo(n95);
    }

    @Test
    void findsADropOfTasksThatNeverVaryAsOftenAsFiveOfThemFlip() {
        // pbinom(4, 135, 0.05, lower.tail = FALSE)
        assertThat(PairedPower.ofMcNemar(135, DROP, 0, ALPHA)).isCloseTo(0.81006196, within(1e-6));
    }

    private static int grid(int tasks) {
        return tasks <= 200 ? 5 : tasks <= 500 ? 10 : 40;
    }
}
