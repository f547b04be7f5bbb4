package dev.holdfast.alerting.notify;

import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrecisionLetterTest {
    private static final Instant MONDAY = Instant.parse("2026-09-28T00:00:00Z");

    @Test
    void tellsHowManyPagesWereWorthItAndWhichPromiseShouldNoLongerPage() {
        var pages = List.of(
                ended(Decision.What.NOISE, MORNING),
                ended(Decision.What.NOISE, MORNING),
                ended(Decision.What.CLOSE, MORNING));

        var letter = PrecisionLetter.of("weekly-1", pages, MONDAY).orElseThrow();

        assertThat(letter.subject()).isEqualTo("[Holdfast] 1 of 3 pages were worth it, 28 Sep 2026 to 4 Oct 2026");
        assertThat(letter.lines())
                .contains("    1 useful   2 noise   33 %  order-desk: correct max_drop")
                .anyMatch(line -> line.startsWith("Fewer than half"));
    }

    @Test
    void proposesNothingWherePagesWereWorthIt() {
        var letter = PrecisionLetter.of("weekly-1", List.of(ended(Decision.What.ACCEPT, MORNING)), MONDAY)
                .orElseThrow();

        assertThat(letter.lines()).noneMatch(line -> line.startsWith("Fewer than half"));
    }

    @Test
    void countsNothingOfOtherWeeksAndNothingThatIsOpen() {
        var before = ended(Decision.What.NOISE, MONDAY.minusSeconds(1));
        var after = ended(Decision.What.NOISE, MONDAY.plus(Duration.ofDays(7)));

        assertThat(PrecisionLetter.of("weekly-1", List.of(before, after, incident()), MONDAY))
                .isEmpty();
    }

    private static Incident ended(Decision.What what, Instant at) {
        return new Decision(what, "kim", "seen", at)
                .on(incident())
                .orElseThrow()
                .incident();
    }
}
