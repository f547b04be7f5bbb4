package dev.holdfast.alerting.notify;

import static dev.holdfast.alerting.Examples.INTERVAL;
import static dev.holdfast.alerting.Examples.JUDGE;
import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.alarm;
import static dev.holdfast.alerting.Examples.breached;
import static dev.holdfast.alerting.Examples.broken;
import static dev.holdfast.alerting.Examples.incident;
import static dev.holdfast.alerting.Examples.inconclusive;
import static dev.holdfast.alerting.Examples.occasion;
import static dev.holdfast.alerting.Examples.unmeasured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentPolicy;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Trouble;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageWriterTest {
    @Test
    void answersWhatSomebodyAsksWhoIsWokenUp() {
        var item = Messages.firing().lead();

        assertThat(item.title()).isEqualTo("order-desk · prod");
        assertThat(item.answers())
                .extracting(answer -> answer.question() + ": " + answer.text())
                .containsExactly(
                        "What broke: correct max_drop. Correct answers fell from 98.8 % to 87.9 % (−11.0 points, 95 % interval −17.5 … −5.1); the promise allows 5.",
                        "How sure: 95 % interval of the change −17.5 points … −5.1 points, limit 5.0 points, p < 0.0001, 120 replays of 120 tasks. All runs together are 1.4 times what makes an alarm. The whole interval lies beyond the limit.",
                        "Since when: 2 Oct 2026, 02:00 UTC (90 %: 2 Oct 2026, 02:00 UTC to 2 Oct 2026, 08:00 UTC). Noticed 2 Oct 2026, 08:00 UTC, shown by 1 run since.",
                        "What changed: The model, silently: fp_a became fp_b, and all else that is recorded is the same.",
                        "Is the evaluator healthy: Yes, as far as anything shows: 120 of 120 replays got an answer, and nothing that measures is known to be in trouble.",
                        "What happens next: A rollback to desk-2026-05 waits for approval until 12:00 UTC.",
                        "What you can do: holdfast action approve act_1 · holdfast incident accept inc_1");
        assertThat(item.links()).extracting(Message.Link::text).containsExactly("Incident", "Evaluation", "Runbook");
    }

    @Test
    void saysThatItIsOverAndBy() {
        var message = Messages.message(Reason.ALL_INCIDENTS_RESOLVED, List.of(), List.of(Messages.recovered()));

        assertThat(message.headline())
                .isEqualTo(
                        "[RESOLVED] order-desk · prod: Over since 2 Oct 2026, 14:00 UTC: a complete run keeps the promise again.");
    }

    @Test
    void doesNotCallBrokenWhatTheNewestRunAloneKeeps() {
        var doubtful = IncidentPolicy.after(
                        occasion(inconclusive(MORNING.plus(INTERVAL)), List.of(alarm())), List.of(incident()))
                .getFirst()
                .incident();

        assertThat(told(doubtful, "What broke"))
                .startsWith("correct max_drop. All runs together show a decline; the newest alone cannot tell: ")
                .contains("−3.8 points");
    }

    @Test
    void offersNoIntervalForWhatHappenedThatMustNot() {
        var breached = IncidentPolicy.after(occasion(breached(MORNING), List.of()), List.of())
                .getFirst()
                .incident();

        assertThat(told(breached, "How sure"))
                .isEqualTo("It is no change of a mean; the sentence above has its numbers.");
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(
                        occasion(broken(MORNING), List.of(alarm()), JUDGE),
                        "The judge judge-a cannot be relied on. " + JUDGE.sentence(),
                        "Nothing is known of the agents",
                        "No: " + JUDGE.sentence()),
                Arguments.of(
                        occasion(unmeasured(MORNING), List.of()),
                        "The target order-desk · prod cannot be reached.",
                        "Nothing is known of the agents",
                        "Yes, as far as anything shows; it is the agent that was asked in vain: 2 of 120"),
                Arguments.of(
                        occasion(
                                broken(MORNING),
                                List.of(),
                                new Trouble(Identity.Part.BREAKER, "of actions", "9 of 10 agents fail at once.")),
                        "The breaker of actions is open, so that nothing is done without a person.",
                        "What each run shows is in the incident of its agent.",
                        "No: 9 of 10 agents fail at once."));
    }

    /// Whoever owns the service reads of what measures, and nothing that sounds like an agent's drift.
    @ParameterizedTest
    @MethodSource("troubles")
    void speaksOfWhatMeasuresWhereThatIsInTrouble(Occasion occasion, String broke, String changed, String health) {
        var incident = IncidentPolicy.after(occasion, List.of()).stream()
                .map(Change::incident)
                .filter(each -> each.identity() instanceof Identity.Platform)
                .findFirst()
                .orElseThrow();

        assertThat(told(incident, "What broke")).startsWith(broke);
        assertThat(told(incident, "How sure")).isEqualTo("Seen by 1 run, now of 1 agent.");
        assertThat(told(incident, "What changed")).startsWith(changed).doesNotContain("The model");
        assertThat(told(incident, "Is the evaluator healthy")).startsWith(health);
    }

    /// Answers are one question each, so that none is told twice.
    private static String told(Incident incident, String question) {
        var item = Messages.message(Reason.FIRST_NOTIFICATION, List.of(incident), List.of())
                .lead();
        return item.answers().stream()
                .filter(answer -> answer.question().equals(question))
                .findFirst()
                .orElseThrow()
                .text();
    }

    @Test
    void makesTheSameMessageWheneverItIsMade() {
        assertThat(Messages.firing()).isEqualTo(Messages.firing());
    }

    @Test
    void putsNothingOnTwoLinesAndHidesNothing() {
        var message = Messages.hostile();

        assertThat(message.items()).allSatisfy(item -> {
            assertThat(item.title() + item.summary()).doesNotContain("\n", "\r", "\u202E", "\u0000");
            assertThat(item.answers())
                    .allSatisfy(answer -> assertThat(answer.text())
                            .hasSizeLessThanOrEqualTo(900)
                            .doesNotContain("\n", "\r", "\u202E"));
        });
    }
}
