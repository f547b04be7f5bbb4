package dev.holdfast.alerting.notify;

import static dev.holdfast.alerting.Examples.INTERVAL;
import static dev.holdfast.alerting.Examples.JUDGE;
import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.alarm;
import static dev.holdfast.alerting.Examples.broken;
import static dev.holdfast.alerting.Examples.incident;
import static dev.holdfast.alerting.Examples.inconclusive;
import static dev.holdfast.alerting.Examples.kept;
import static dev.holdfast.alerting.Examples.occasion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentPolicy;
import dev.holdfast.alerting.incident.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GroupingTest {
    @Test
    void tellsAtOnceThenOnlyAfterTheRepeatIntervalThenThatItIsOver() {
        var board = new Board(Route.DEFAULT);
        board.occasion(occasion(broken(MORNING), List.of(alarm())));

        board.at(MORNING);
        board.at(MORNING.plus(Duration.ofHours(3)));
        board.at(MORNING.plus(Duration.ofHours(4)));
        board.occasion(occasion(kept(MORNING.plus(INTERVAL)), List.of()));
        board.at(MORNING.plus(INTERVAL));
        board.at(MORNING.plus(INTERVAL.multipliedBy(2)));

        assertThat(board.reasons())
                .containsExactly(
                        Reason.FIRST_NOTIFICATION, Reason.REPEAT_INTERVAL_ELAPSED, Reason.ALL_INCIDENTS_RESOLVED);
    }

    /// Invariant 8, with the notifications.
    @Test
    void tellsOneConditionOverAHundredRunsOnceAndItsEndOnceIfSomebodyTookIt() {
        var board = new Board(Route.DEFAULT);
        board.occasion(occasion(broken(MORNING), List.of(alarm())));
        board.at(MORNING);
        board.decide(Decision.What.ACKNOWLEDGE, MORNING.plusSeconds(600));

        for (var i = 1; i < 100; i++) {
            var now = MORNING.plus(INTERVAL.multipliedBy(i));
            board.occasion(occasion(broken(now), List.of(alarm())));
            board.at(now);
        }
        var end = MORNING.plus(INTERVAL.multipliedBy(100));
        board.occasion(occasion(kept(end), List.of()));
        board.at(end);
        board.at(end.plus(INTERVAL));

        assertThat(board.reasons()).containsExactly(Reason.FIRST_NOTIFICATION, Reason.ALL_INCIDENTS_RESOLVED);
    }

    @Test
    void saysSoWhenATicketBecomesAPageWithoutWaiting() {
        var board = new Board(Route.DEFAULT);
        board.occasion(occasion(inconclusive(MORNING), List.of(alarm())));
        board.at(MORNING);

        board.occasion(occasion(broken(MORNING.plusSeconds(60)), List.of(alarm())));
        board.at(MORNING.plusSeconds(60));

        assertThat(board.reasons()).containsExactly(Reason.FIRST_NOTIFICATION, Reason.NEW_INCIDENTS_ADDED);
    }

    @Test
    void tellsNothingOfADriftWhileTheJudgeIsInTroubleAndTellsItAfterwards() {
        var board = new Board(Route.DEFAULT);
        board.occasion(occasion(broken(MORNING), List.of(alarm())));
        board.occasion(occasion(broken(MORNING.plusSeconds(1)), List.of(alarm()), JUDGE));

        board.at(MORNING.plusSeconds(2));
        var during = List.copyOf(board.told());
        board.occasion(occasion(broken(MORNING.plus(INTERVAL)), List.of(alarm())));
        board.at(MORNING.plus(INTERVAL));

        assertThat(during).allSatisfy(tell -> assertThat(tell.group()).contains("platform"));
        assertThat(board.told().getLast().group()).contains("drift");
    }

    @Test
    void keepsQuietUnderASilenceUntilItEnds() {
        var board = new Board(Route.DEFAULT);
        board.silences = List.of(new Silence(
                "s1", Map.of("agent", "order-desk"), MORNING, MORNING.plus(INTERVAL), "kim", "a known migration"));
        board.occasion(occasion(broken(MORNING), List.of(alarm())));

        board.at(MORNING);
        board.at(MORNING.plus(INTERVAL).minusSeconds(1));
        var during = List.copyOf(board.told());
        board.at(MORNING.plus(INTERVAL));

        assertThat(during).isEmpty();
        assertThat(board.reasons()).containsExactly(Reason.FIRST_NOTIFICATION);
    }

    @Test
    void neverTellsTheEndOfWhatWasNeverTold() {
        var board = new Board(Route.DEFAULT);
        board.occasion(occasion(inconclusive(MORNING), List.of(alarm())));
        board.occasion(occasion(kept(MORNING.plus(INTERVAL)), List.of()));

        board.at(MORNING.plus(INTERVAL));

        assertThat(board.told()).isEmpty();
    }

    @Test
    void holdsTicketsButNotPagesInQuietHours() {
        var quiet = new QuietHours(ZoneOffset.UTC, LocalTime.of(20, 0), LocalTime.of(9, 0), Set.of());
        var board = new Board(with(Optional.of(quiet), Optional.empty()));
        board.occasion(occasion(inconclusive(MORNING), List.of(alarm())));

        var wait = board.at(MORNING);
        board.at(MORNING.plus(Duration.ofHours(1)));

        assertThat(wait).isEqualTo(new Grouping.Wait(Optional.of(MORNING.plus(Duration.ofHours(1)))));
        assertThat(board.reasons()).containsExactly(Reason.FIRST_NOTIFICATION);
    }

    @Test
    void asksOthersWhenNobodyAcknowledges() {
        var escalation = new Escalation(Duration.ofMinutes(15), List.of("lead"));
        var board = new Board(with(Optional.empty(), Optional.of(escalation)));
        board.occasion(occasion(broken(MORNING), List.of(alarm())));
        board.at(MORNING);

        board.at(MORNING.plus(Duration.ofMinutes(14)));
        board.at(MORNING.plus(Duration.ofMinutes(15)));
        board.at(MORNING.plus(Duration.ofMinutes(30)));

        assertThat(board.reasons()).containsExactly(Reason.FIRST_NOTIFICATION, Reason.NOBODY_ACKNOWLEDGED);
        assertThat(board.told().getLast().receivers()).containsExactly("oncall-cx", "lead");
    }

    @Test
    void asksNobodyElseOnceItIsAcknowledged() {
        var escalation = new Escalation(Duration.ofMinutes(15), List.of("lead"));
        var board = new Board(with(Optional.empty(), Optional.of(escalation)));
        board.occasion(occasion(broken(MORNING), List.of(alarm())));
        board.at(MORNING);
        board.decide(Decision.What.ACKNOWLEDGE, MORNING.plusSeconds(60));

        board.at(MORNING.plus(Duration.ofHours(5)));

        assertThat(board.reasons()).containsExactly(Reason.FIRST_NOTIFICATION);
    }

    @Test
    void tellsEveryRunToReceiversThatForget() {
        var route = new Route(
                "alertmanager",
                Map.of(),
                List.of("am"),
                List.of("agent"),
                Timing.EVERY_RUN,
                Optional.empty(),
                Optional.empty(),
                false);
        var board = new Board(route);
        for (var i = 0; i < 3; i++) {
            board.occasion(occasion(broken(MORNING.plus(INTERVAL.multipliedBy(i))), List.of(alarm())));
            board.at(MORNING.plus(INTERVAL.multipliedBy(i)));
            board.at(MORNING.plus(INTERVAL.multipliedBy(i)).plusSeconds(1));
        }

        assertThat(board.reasons())
                .containsExactly(Reason.FIRST_NOTIFICATION, Reason.STILL_FIRING, Reason.STILL_FIRING);
    }

    @Test
    void routesByLabelAndFallsBackToWhomThePactNames() {
        var platform = Route.to("owners", Map.of("kind", "platform"), List.of("service-owners"));
        var routing = new Routing(List.of(platform, Route.DEFAULT), List.of());
        var judge = IncidentPolicy.after(occasion(kept(MORNING), List.of(), JUDGE), List.of())
                .getFirst()
                .incident();

        assertThat(receivers(routing, incident())).containsExactly("oncall-cx");
        assertThat(receivers(routing, judge)).containsExactly("service-owners");
    }

    private static List<String> receivers(Routing routing, Incident incident) {
        var due =
                routing.groups(List.of(incident), Map.of(), MORNING).getFirst().due(MORNING);
        return ((Grouping.Tell) due).receivers();
    }

    private static Route with(Optional<QuietHours> quiet, Optional<Escalation> escalation) {
        return new Route(
                "r", Map.of(), List.of(), List.of("agent", "kind", "part"), Timing.DEFAULT, quiet, escalation, false);
    }

    /// Incidents and what has been told of them, the way a store keeps both.
    private static final class Board {
        private final Route route;
        private final Map<String, Told> ledger = new HashMap<>();
        private final List<Grouping.Tell> tells = new ArrayList<>();
        private List<Incident> incidents = List.of();
        private List<Silence> silences = List.of();

        Board(Route route) {
            this.route = route;
        }

        void occasion(Occasion occasion) {
            keep(IncidentPolicy.after(
                    occasion, incidents.stream().filter(Incident::isOpen).toList()));
        }

        void decide(Decision.What what, Instant at) {
            keep(incidents.stream()
                    .flatMap(incident -> new Decision(what, "kim", "on it", at).on(incident).stream())
                    .toList());
        }

        private void keep(List<Change> changes) {
            var now = new ArrayList<>(incidents);
            changes.forEach(change -> {
                now.removeIf(incident -> incident.id().equals(change.incident().id()));
                now.add(change.incident());
            });
            incidents = now;
        }

        Grouping.Due at(Instant now) {
            Grouping.Due last = new Grouping.Wait(Optional.empty());
            for (var group : new Routing(List.of(route), silences).groups(incidents, ledger, now)) {
                last = group.due(now);
                if (last instanceof Grouping.Tell tell) {
                    tells.add(tell);
                    ledger.put(tell.group(), group.after(tell, now));
                }
            }
            return last;
        }

        List<Reason> reasons() {
            return tells.stream().map(Grouping.Tell::reason).toList();
        }

        List<Grouping.Tell> told() {
            return tells;
        }
    }
}
