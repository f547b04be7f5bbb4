package dev.holdfast.alerting.action;

import static dev.holdfast.alerting.Examples.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.action.Breaker.Turn;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.evaluation.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BreakerTest {
    /// Invariant 5.
    @Test
    void opensWhenManyAgentsFailAtOnceThroughASharedJudge() {
        var breaker = Breaker.CLOSED.after(turns(20, 20, 1, Verdict.FAIL), true, MORNING);
        var situations = new Situations();
        situations.breaker = breaker;

        assertThat(breaker.phase()).isEqualTo(Breaker.Phase.OPEN);
        assertThat(situations.action().state()).isEqualTo(State.AWAITING_APPROVAL);
    }

    @Test
    void staysClosedForFewAgentsOrOneProvider() {
        assertThat(Breaker.CLOSED
                        .after(turns(20, 2, 2, Verdict.FAIL), true, MORNING)
                        .isClosed())
                .isTrue();
        assertThat(Breaker.CLOSED
                        .after(turns(20, 4, 2, Verdict.FAIL), true, MORNING)
                        .isClosed())
                .isTrue();
        assertThat(Breaker.CLOSED
                        .after(turns(20, 5, 2, Verdict.ERROR), true, MORNING)
                        .isClosed())
                .isFalse();
        assertThat(Breaker.CLOSED
                        .after(own(turns(20, 5, 1, Verdict.ERROR)), true, MORNING)
                        .isClosed())
                .isTrue();
    }

    @Test
    void forgetsWhatWasLongAgo() {
        assertThat(Breaker.CLOSED
                        .after(turns(20, 20, 1, Verdict.FAIL), true, MORNING.plus(Duration.ofHours(7)))
                        .isClosed())
                .isTrue();
    }

    @Test
    void closesAfterTwoCleanCycles() {
        var open = Breaker.CLOSED.after(turns(20, 20, 1, Verdict.FAIL), true, MORNING);
        var clean = turns(20, 0, 1, Verdict.PASS);

        var half = open.after(clean, true, MORNING);

        assertThat(open.after(clean, false, MORNING).phase()).isEqualTo(Breaker.Phase.OPEN);
        assertThat(half.phase()).isEqualTo(Breaker.Phase.HALF_OPEN);
        assertThat(half.after(clean, true, MORNING).isClosed()).isTrue();
        assertThat(half.after(turns(20, 20, 1, Verdict.FAIL), true, MORNING).phase())
                .isEqualTo(Breaker.Phase.OPEN);
    }

    private static List<Turn> turns(int agents, int failing, int providers, Verdict verdict) {
        var turns = new ArrayList<Turn>();
        for (var i = 0; i < agents; i++) {
            turns.add(new Turn(
                    new Subject("acme", "p" + i, "a" + i, "prod"),
                    "provider-" + i % providers,
                    Set.of("judge-a"),
                    i < failing ? verdict : Verdict.PASS,
                    true,
                    MORNING));
        }
        return turns;
    }

    private static List<Turn> own(List<Turn> turns) {
        return turns.stream()
                .map(turn ->
                        new Turn(turn.subject(), turn.provider(), Set.of(), turn.verdict(), turn.control(), turn.at()))
                .toList();
    }
}
