package dev.holdfast.alerting.incident;

import static dev.holdfast.alerting.Examples.DESK;
import static dev.holdfast.alerting.Examples.DRIFT;
import static dev.holdfast.alerting.Examples.INTERVAL;
import static dev.holdfast.alerting.Examples.JUDGE;
import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.PROMISE;
import static dev.holdfast.alerting.Examples.alarm;
import static dev.holdfast.alerting.Examples.breached;
import static dev.holdfast.alerting.Examples.broken;
import static dev.holdfast.alerting.Examples.coverage;
import static dev.holdfast.alerting.Examples.evaluation;
import static dev.holdfast.alerting.Examples.inconclusive;
import static dev.holdfast.alerting.Examples.kept;
import static dev.holdfast.alerting.Examples.occasion;
import static dev.holdfast.alerting.Examples.unmeasured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.Otherwise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IncidentPolicyTest {
    @Test
    void opensAPageWhenTheWatchAlarmsAndTheNewestRunStillFails() {
        var changes = IncidentPolicy.after(occasion(broken(MORNING), List.of(alarm())), List.of());

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.incident().identity()).isEqualTo(DRIFT);
            assertThat(change.incident().urgency()).isEqualTo(Urgency.PAGE);
            assertThat(change.incident().since().likeliest()).isBefore(MORNING);
            assertThat(change.event()).isInstanceOf(IncidentEvent.Opened.class);
        });
    }

    @Test
    void opensNothingForABrokenRunWithoutAnAlarm() {
        assertThat(IncidentPolicy.after(occasion(broken(MORNING), List.of()), List.of()))
                .isEmpty();
    }

    @Test
    void opensOnlyATicketForADeclineThatIsStillWithinThePromise() {
        var changes = IncidentPolicy.after(occasion(inconclusive(MORNING), List.of(alarm())), List.of());

        assertThat(changes)
                .singleElement()
                .extracting(change -> change.incident().urgency())
                .isEqualTo(Urgency.TICKET);
    }

    @Test
    void raisesATicketToAPageOnceTheNewestRunFails() {
        var ticket = only(IncidentPolicy.after(occasion(inconclusive(MORNING), List.of(alarm())), List.of()));

        var page =
                only(IncidentPolicy.after(occasion(broken(MORNING.plus(INTERVAL)), List.of(alarm())), List.of(ticket)));

        assertThat(page.urgency()).isEqualTo(Urgency.PAGE);
        assertThat(page.transition()).isEqualTo(ticket.transition() + 1);
    }

    @Test
    void opensAtOnceForWhatMustNeverHappen() {
        var changes = IncidentPolicy.after(occasion(breached(MORNING), List.of()), List.of());

        assertThat(changes)
                .singleElement()
                .extracting(change -> change.incident().urgency())
                .isEqualTo(Urgency.PAGE);
    }

    @Test
    void wakesNobodyForABreachThatThePactOnlyBlocks() {
        var changes = IncidentPolicy.after(occasion(breached(MORNING, Otherwise.BLOCK), List.of()), List.of());

        assertThat(changes)
                .singleElement()
                .extracting(change -> change.incident().urgency())
                .isEqualTo(Urgency.TICKET);
    }

    @Test
    void opensNothingForAPromiseThatIsOnlyObserved() {
        var observed = evaluation(MORNING, Verdict.PASS, List.of(broken(Mode.OBSERVE, true), kept()), coverage(0, 0));

        assertThat(IncidentPolicy.after(occasion(observed, List.of(alarm())), List.of()))
                .isEmpty();
    }

    @Test
    void keepsOneIncidentOverAHundredRunsAndResolvesItOnce() {
        var ledger = new Ledger();

        for (var i = 0; i < 100; i++) {
            ledger.run(broken(MORNING.plus(INTERVAL.multipliedBy(i))), List.of(alarm()));
        }
        ledger.run(kept(MORNING.plus(INTERVAL.multipliedBy(101))), List.of());
        ledger.run(kept(MORNING.plus(INTERVAL.multipliedBy(102))), List.of());

        assertThat(ledger.count(IncidentEvent.Opened.class)).isOne();
        assertThat(ledger.count(IncidentEvent.SeenAgain.class)).isEqualTo(99);
        assertThat(ledger.count(IncidentEvent.Ended.class)).isOne();
        assertThat(ledger.last().transition()).isEqualTo(2);
        assertThat(ledger.last().seen()).isEqualTo(101);
    }

    @Test
    void isNotResolvedBySilenceErrorsThinRunsOrARunStillInAlarm() {
        var ledger = new Ledger();
        ledger.run(broken(MORNING), List.of(alarm()));
        var later = MORNING.plus(INTERVAL);

        ledger.run(unmeasured(later), List.of());
        ledger.run(inconclusive(later), List.of());
        ledger.run(evaluation(later, Verdict.PASS, List.of(kept()), coverage(60, 0)), List.of());
        ledger.run(kept(later), List.of(alarm()));
        ledger.run(
                evaluation(
                        later, Verdict.PASS, List.of(breached(later).findings().getFirst()), coverage(0, 0)),
                List.of());

        assertThat(ledger.open).extracting(Incident::identity).contains(DRIFT);
    }

    @Test
    void foldsAnAlarmingSliceIntoThePromiseThatAlarmsToo() {
        var slice = new Alarm(PROMISE, Optional.of("refunds"), 3, alarm().since());

        var both = IncidentPolicy.after(occasion(broken(MORNING), List.of(slice, alarm())), List.of());
        var alone = IncidentPolicy.after(occasion(broken(MORNING), List.of(slice)), List.of());

        assertThat(both)
                .singleElement()
                .extracting(change -> change.incident().identity())
                .isEqualTo(DRIFT);
        assertThat(only(alone).identity()).isEqualTo(new Identity.Drift(DESK, PROMISE, Optional.of("refunds")));
        assertThat(only(alone).latest().measured().orElseThrow().candidate()).isEqualTo(.68);
    }

    @Test
    void turnsAnUnreachableAgentIntoAPlatformTicketAndNeverIntoDrift() {
        var changes = IncidentPolicy.after(occasion(unmeasured(MORNING), List.of(alarm())), List.of());

        assertThat(only(changes).identity())
                .isEqualTo(new Identity.Platform("acme", Identity.Part.TARGET, DESK.words()));
        assertThat(only(changes).urgency()).isEqualTo(Urgency.TICKET);
    }

    @Test
    void makesOnePlatformPageOfABrokenJudgeHoweverManyAgentsShowIt() {
        var ledger = new Ledger();
        for (var i = 0; i < 20; i++) {
            var subject = new Subject("acme", "pact-" + i, "agent-" + i, "prod");
            ledger.run(new Occasion(subject, broken(MORNING), List.of(alarm()), List.of(JUDGE), Contact.NOBODY));
        }

        assertThat(ledger.count(IncidentEvent.Opened.class)).isOne();
        assertThat(ledger.last().urgency()).isEqualTo(Urgency.PAGE);
        assertThat(ledger.last().affected()).hasSize(20);
    }

    @Test
    void endsAPlatformIncidentOnlyWhenEveryAgentWasMeasuredAgain() {
        var ledger = new Ledger();
        var other = new Subject("acme", "desk-2", "desk-2", "prod");
        ledger.run(occasion(unmeasured(MORNING), List.of(), JUDGE));
        ledger.run(new Occasion(other, unmeasured(MORNING), List.of(), List.of(JUDGE), Contact.NOBODY));

        ledger.run(occasion(kept(MORNING.plus(INTERVAL)), List.of()));
        var half = ledger.last();
        ledger.run(new Occasion(other, kept(MORNING.plus(INTERVAL)), List.of(), List.of(), Contact.NOBODY));

        assertThat(half.isOpen()).isTrue();
        assertThat(ledger.last().isOpen()).isFalse();
    }

    @Test
    void inhibitsADriftWhileWhatMeasuresIsInTrouble() {
        var drift = only(IncidentPolicy.after(occasion(broken(MORNING), List.of(alarm())), List.of()));
        var changes =
                IncidentPolicy.after(occasion(broken(MORNING.plus(INTERVAL)), List.of(alarm()), JUDGE), List.of(drift));
        var judge = changes.getFirst().incident();

        assertThat(changes.getLast().event()).isInstanceOf(IncidentEvent.NotCounted.class);
        assertThat(IncidentPolicy.isInhibited(drift, List.of(drift, judge))).isTrue();
        assertThat(IncidentPolicy.isInhibited(judge, List.of(drift, judge))).isFalse();
    }

    @Test
    void survivesItsWayThroughJson() {
        var change = IncidentPolicy.after(occasion(broken(MORNING), List.of(alarm())), List.of())
                .getFirst();

        assertThat(Json.read("incident", Json.line(change.incident()), Incident.class))
                .isEqualTo(change.incident());
        assertThat(Json.read("event", Json.line(change.event()), IncidentEvent.class))
                .isEqualTo(change.event());
    }

    private static Incident only(List<Change> changes) {
        assertThat(changes).hasSize(1);
        return changes.getFirst().incident();
    }

    /// Keeps incidents the way a store does.
    private static final class Ledger {
        private final List<Change> changes = new ArrayList<>();
        private List<Incident> open = List.of();

        void run(Evaluation evaluation, List<Alarm> alarms) {
            run(occasion(evaluation, alarms));
        }

        void run(Occasion occasion) {
            var made = IncidentPolicy.after(occasion, open);
            changes.addAll(made);
            var now = new ArrayList<>(open);
            made.forEach(change -> {
                now.removeIf(incident -> incident.id().equals(change.incident().id()));
                now.add(change.incident());
            });
            open = now.stream().filter(Incident::isOpen).toList();
        }

        long count(Class<? extends IncidentEvent> type) {
            return changes.stream().map(Change::event).filter(type::isInstance).count();
        }

        Incident last() {
            return changes.getLast().incident();
        }
    }

    @Test
    void namesAnIncidentByWhatItIsAboutAndNotByWhatItMeasured() {
        var first = only(IncidentPolicy.after(occasion(broken(MORNING), List.of(alarm())), List.of()));
        var later = only(IncidentPolicy.after(occasion(inconclusive(Instant.EPOCH), List.of(alarm())), List.of()));

        assertThat(first.identity().key())
                .isEqualTo(later.identity().key())
                .startsWith("holdfast-")
                .hasSize(73);
        assertThat(first.id()).isNotEqualTo(later.id());
    }
}
