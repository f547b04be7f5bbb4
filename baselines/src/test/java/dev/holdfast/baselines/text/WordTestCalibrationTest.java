package dev.holdfast.baselines.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Is the p-value of the classifier right where nothing changed?
@Tag("slow")
final class WordTestCalibrationTest {
    private static final int REPEATS = 400;

    @Test
    void rejectsUnchangedAnswersNoMoreOftenThanItsLevel() {
        var rejected = 0;
        var low = 0;
        for (var seed = 0; seed < REPEATS; seed++) {
            var p = new WordTest(199, 0.05, seed)
                    .test(WordTestTest.alike(40, 3, 1_000L + seed))
                    .orElseThrow()
                    .p();
            rejected += p <= 0.05 ? 1 : 0;
            low += p <= 0.5 ? 1 : 0;
        }

        // R: qbinom(.9995, 400, .05) is 36; qbinom(c(.0005, .9995), 400, .5) is 167, 233
        assertThat(rejected).isLessThanOrEqualTo(36);
        assertThat(low).isBetween(160, 240);
    }
}
