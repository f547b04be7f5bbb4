package dev.holdfast.reports.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reports.Examples;
import org.junit.jupiter.api.Test;

final class ReadingTest {
    @Test
    void putsWhatDeniesFirstAndWhatIsKeptLast() {
        var readings = Reading.of(Examples.failed());

        assertThat(readings).extracting(Reading::denies).startsWith(true, true, true, true, false);
        assertThat(readings).extracting(Reading::standing).endsWith(Standing.KEPT, Standing.KEPT, Standing.KEPT);
    }

    @Test
    void findsTwoSlicesThatMovedApart() {
        var slices = Reading.of(Examples.failed()).getFirst().slices();

        assertThat(Reversal.among(slices)).hasValueSatisfying(reversal -> {
            assertThat(reversal.fell().tag()).isEqualTo("prime-number");
            assertThat(reversal.rose().tag()).isEqualTo("composite-number");
        });
        assertThat(Reversal.among(slices.subList(0, 1))).isEmpty();
    }
}
