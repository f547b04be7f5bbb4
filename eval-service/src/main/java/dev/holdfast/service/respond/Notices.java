package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentEvent;
import dev.holdfast.alerting.notify.Grouping;
import dev.holdfast.alerting.notify.MessageWriter;
import dev.holdfast.alerting.notify.Parcel;
import dev.holdfast.alerting.notify.Reason;
import dev.holdfast.alerting.notify.Routing;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Posts messages in the transaction of what they tell, so that neither is there without the other.
@Singleton
final class Notices {
    private static final Duration INTERVAL = Duration.ofHours(6);

    /// When a group is looked at again that waits for nothing in particular, such as the end of an inhibition.
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Switchboard switchboard;

    Notices(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    /// Posts what is due about the incidents of a subject, and of the platform.
    ///
    /// @return ids of the incidents that were told of
    Set<String> tell(Connection connection, UUID organisation, String subject, Instant now) throws SQLException {
        var rows = new IncidentRows(connection, organisation);
        var told = new HashSet<String>();
        for (var group : groups(rows, organisation, subject, now)) {
            var filed = IncidentRows.subject(group.members().getFirst());
            switch (group.due(now)) {
                case Grouping.Wait(var until) -> rows.keep(group.told(), filed, until.or(() -> later(group, now)));
                case Grouping.Tell tell -> {
                    post(connection, organisation, tell, now);
                    rows.keep(group.after(tell, now), filed, later(group, now));
                    tell.firing().forEach(incident -> told.add(incident.id()));
                }
            }
        }
        return told;
    }

    /// Writes down in the history of its incident that an action was proposed, and tells it unless a message that says
    /// so was just posted.
    void proposed(Connection connection, Tenant tenant, Action action, boolean told, Instant now) throws SQLException {
        var rows = new IncidentRows(connection, tenant.organisation());
        var found = rows.find(action.incident()).orElseThrow();
        rows.keep(new Change(found, now, event(action)));
        var reason = reason(State.PROPOSED, action.state());
        if (!told && reason.isPresent()) {
            about(connection, tenant.organisation(), found, reason.get(), now);
        }
    }

    /// Writes down what became of an action in the history of its incident, and tells what has to be told of it.
    void acted(Connection connection, Tenant tenant, State before, Action action, Instant now) throws SQLException {
        var rows = new IncidentRows(connection, tenant.organisation());
        var found = rows.find(action.incident());
        if (found.isEmpty()) {
            return;
        }
        rows.keep(new Change(found.get(), now, event(action)));
        if (action.state() == State.VERIFIED) {
            var verified = new Decision(Decision.What.VERIFIED, "holdfast", action.why(), now).on(found.get());
            if (verified.isPresent()) {
                rows.keep(verified.get());
                about(connection, tenant.organisation(), verified.get().incident(), Reason.ACTION_ENDED, now);
            }
            return;
        }
        var reason = reason(before, action.state());
        if (reason.isPresent()) {
            about(connection, tenant.organisation(), found.get(), reason.get(), now);
        }
    }

    private static IncidentEvent event(Action action) {
        return new IncidentEvent.Acted(action.id(), action.state().name().toLowerCase(Locale.ROOT), action.outlook());
    }

    /// What a person may have to know of an action. Nobody is told twice that it begins.
    private static Optional<Reason> reason(State before, State state) {
        return switch (state) {
            case AWAITING_APPROVAL -> Optional.of(Reason.ACTION_PROPOSED);
            case EXECUTING -> before == State.AUTHORIZED ? Optional.of(Reason.ACTION_BEGINS) : Optional.empty();
            case EXECUTED -> Optional.of(Reason.ACTION_DONE);
            case EXPIRED, FAILED, BLOCKED -> Optional.of(Reason.ACTION_NOT_DONE);
            case UNVERIFIED -> Optional.of(Reason.ACTION_ENDED);
            case PROPOSED, AUTHORIZED, REJECTED, SUPERSEDED, VERIFIED -> Optional.empty();
        };
    }

    /// Tells of one incident now, whatever else is due.
    void about(Connection connection, UUID organisation, Incident incident, Reason reason, Instant now)
            throws SQLException {
        var rows = new IncidentRows(connection, organisation);
        var subject = IncidentRows.subject(incident);
        for (var group : groups(rows, organisation, subject, now)) {
            if (group.members().stream().anyMatch(member -> member.id().equals(incident.id()))) {
                var tell = group.about(reason, incident);
                post(connection, organisation, tell, now);
                rows.keep(group.after(tell, now), subject, later(group, now));
            }
        }
    }

    private List<Grouping> groups(IncidentRows rows, UUID organisation, String subject, Instant now)
            throws SQLException {
        return new Routing(switchboard.of(organisation).routes(), rows.silences(now))
                .groups(rows.lately(subject, now), rows.told(subject), now);
    }

    private static Optional<Instant> later(Grouping group, Instant now) {
        return group.members().stream().anyMatch(Incident::isOpen)
                ? Optional.of(now.plus(LOOK_AGAIN))
                : Optional.empty();
    }

    private void post(Connection connection, UUID organisation, Grouping.Tell tell, Instant now) throws SQLException {
        var lines = switchboard.of(organisation);
        var actions = new HashMap<String, Action>();
        var charts = new HashMap<String, String>();
        for (var incident : tell.firing()) {
            ActionRows.newest(connection, incident.id()).ifPresent(action -> actions.put(incident.id(), action));
            chart(connection, organisation, incident).ifPresent(chart -> charts.put(incident.id(), chart));
        }
        var message = new MessageWriter(
                        lines.links(),
                        incident -> Outlooks.of(incident, Optional.ofNullable(actions.get(incident.id()))),
                        lead -> Optional.ofNullable(charts.get(lead.id())),
                        INTERVAL)
                .write(tell, now);
        var outbox = new Outbox(connection, organisation);
        for (var receiver : tell.receivers()) {
            var channel = lines.channels().get(receiver);
            if (channel != null) {
                for (var payload : channel.render(message)) {
                    outbox.post(Parcel.posted(receiver, payload, now));
                }
            }
        }
    }

    /// The last runs of what an incident is about.
    static Optional<String> chart(Connection connection, UUID organisation, Incident incident) throws SQLException {
        return incident.identity() instanceof Identity.Drift drift
                ? Trend.base64(new IncidentRows(connection, organisation).evaluations(drift, Trend.RUNS), drift)
                : Optional.empty();
    }
}
