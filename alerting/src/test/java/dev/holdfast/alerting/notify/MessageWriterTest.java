package dev.holdfast.alerting.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageWriterTest {
    @Test
    void answersWhatSomebodyAsksWhoIsWokenUp() {
        var item = Messages.firing().lead();

        assertThat(item.title()).isEqualTo("order-desk · prod");
        assertThat(item.answers())
                .extracting(answer -> answer.question() + ": " + answer.text())
                .containsExactly(
                        "What broke: correct max_drop. Correct answers fell from 98.8 % to 87.9 % (−11.0 points, 95 % interval −17.5 … −5.1); the promise allows 5.",
                        "How sure: 95 % interval of the change −17.5 points … −5.1 points, limit 5.0 points, p = under 0.0001, 120 replays of 120 tasks. All runs together are 1.4 times what makes an alarm. The whole interval lies beyond the limit.",
                        "Since when: 2 Oct 2026, 02:00 UTC (90 %: 2 Oct 2026, 02:00 UTC to 2 Oct 2026, 08:00 UTC). Noticed 2 Oct 2026, 08:00 UTC, shown by 1 run since.",
                        "What changed: The model, silently: fp_a became fp_b, and all else that is recorded is the same.",
                        "Is the evaluator healthy: Yes: 120 of 120 replays got an answer, and no judge, control or part of Holdfast is in trouble.",
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
