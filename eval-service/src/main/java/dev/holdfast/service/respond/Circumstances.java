package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.Destination;
import dev.holdfast.alerting.action.Freeze;
import dev.holdfast.alerting.action.Limits;
import dev.holdfast.alerting.action.Situation;
import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.actuator.Order;
import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.actuator.Rehearsal;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Response;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Finds out all that an action is decided on. What is asked of other systems is asked outside of any transaction.
@Singleton
final class Circumstances {
    private final Switchboard switchboard;
    private final InstantSource clock;

    Circumstances(Switchboard switchboard, InstantSource clock) {
        this.switchboard = switchboard;
        this.clock = clock;
    }

    /// Where an agent would be taken.
    record Aim(Action.Kind kind, Optional<Destination> destination) {
        /// What a pact asks for; a rollback where it asks for nothing, which then is not done.
        static Aim of(Response.Act act, Optional<Suites.Suite> suite) {
            return switch (act) {
                case Response.Act.Rollback _, Response.Act.Nothing _ -> rollback(suite);
                case Response.Act.Pin(var model) -> new Aim(Action.Kind.PIN, Optional.of(Destination.named(model)));
                case Response.Act.Remediate(var hook) ->
                    new Aim(Action.Kind.REMEDIATE, Optional.of(Destination.named(hook)));
            };
        }

        static Aim rollback(Optional<Suites.Suite> suite) {
            return new Aim(
                    Action.Kind.ROLLBACK,
                    suite.flatMap(Suites.Suite::certified)
                            .flatMap(certified -> Destination.of(certified.certificate())));
        }

        /// What a person asks for.
        static Aim of(Action.Kind kind, String name, Optional<Suites.Suite> suite) {
            return kind == Action.Kind.ROLLBACK ? rollback(suite) : new Aim(kind, Optional.of(Destination.named(name)));
        }

        /// Where an action goes.
        static Aim of(Action action) {
            return new Aim(action.kind(), Optional.of(action.destination()));
        }

        /// As a pact would write it.
        Response.Act act() {
            var name = destination.map(Destination::model).orElse("");
            return switch (kind) {
                case ROLLBACK -> new Response.Act.Rollback();
                case PIN -> new Response.Act.Pin(name);
                case REMEDIATE -> new Response.Act.Remediate(name);
            };
        }
    }

    /// What whoever holds the pin says.
    ///
    /// @param controlled whether a control was asked beside the run that it is about
    record Sight(Aim aim, Reading pinned, Rehearsal rehearsal, boolean controlled) {}

    /// Who would carry it out; empty where nothing is known that holds the pin.
    Optional<Actuator> actuator(Tenant tenant, Subject subject, Aim aim) {
        return aim.kind() == Action.Kind.REMEDIATE
                ? aim.destination().flatMap(hook -> switchboard.hook(tenant.organisation(), hook.model()))
                : switchboard.actuator(tenant.organisation(), subject);
    }

    /// Asks it.
    Sight look(Actuator actuator, Aim aim, boolean controlled) {
        var pinned = actuator.read();
        var expected = pinned instanceof Reading.Current(var model, var _, var _) ? model : "unknown";
        var rehearsal = aim.destination()
                .map(to -> new Rehearsal(
                        actuator.changes(new Order("rehearsal", expected, to.model(), to.digests(), 0)),
                        actuator.cannot(),
                        actuator.refusal(to.model())))
                .orElse(new Rehearsal(List.of(), actuator.cannot(), Optional.empty()));
        return new Sight(aim, pinned, rehearsal, controlled);
    }

    /// What an action would be about.
    ///
    /// @param response what the pact asks for, or a person
    record Case(Incident incident, Evaluation evaluation, Response response, Situation.Health health) {}

    /// All of it, as it is in this transaction.
    Situation situation(Connection connection, Tenant tenant, Case of, Optional<Suites.Suite> suite, Sight sight)
            throws SQLException {
        var rows = new IncidentRows(connection, tenant.organisation());
        var drift = (Identity.Drift) of.incident().identity();
        var now = clock.instant();
        return new Situation(
                of.incident(),
                of.evaluation(),
                of.response(),
                rows.recent(drift, Limits.DEFAULT.lastRuns()),
                of.health(),
                sight.aim().destination(),
                isTrusted(sight.aim(), suite),
                isQuarantined(connection, drift.subject(), sight.aim(), suite),
                sight.rehearsal(),
                sight.pinned(),
                ActionRows.of(connection, IncidentRows.subject(drift.subject())),
                freezes(connection, now).stream().anyMatch(freeze -> freeze.holds(drift.subject(), now)),
                rows.breaker(now, Duration.ZERO),
                lease(connection),
                suite.map(Suites.Suite::runnable).orElse(true),
                now);
    }

    /// Higher than everybody's before.
    static long lease(Connection connection) throws SQLException {
        return Long.parseLong(
                Rows.texts(connection, "SELECT nextval('action_epochs')::text").getFirst());
    }

    static List<Freeze> freezes(Connection connection, Instant now) throws SQLException {
        return Rows.list(connection, Freeze.class, "SELECT document FROM freezes WHERE until > ? ORDER BY id", now);
    }

    /// The very certificate that vouches for it is in force, and its signature was verified just now.
    private static boolean isTrusted(Aim aim, Optional<Suites.Suite> suite) {
        var vouching = aim.destination().flatMap(Destination::certificate);
        return suite.flatMap(Suites.Suite::certified)
                .filter(Suites.Certified::trusted)
                .map(certified -> Json.digest(certified.certificate()).value())
                .equals(vouching);
    }

    private static boolean isQuarantined(Connection connection, Subject subject, Aim aim, Optional<Suites.Suite> suite)
            throws SQLException {
        if (aim.destination().isEmpty()) {
            return false;
        }
        var model = aim.destination().get().model();
        var certified = suite.flatMap(Suites.Suite::certified)
                .filter(each -> Destination.of(each.certificate())
                        .filter(to -> to.model().equals(model))
                        .isPresent())
                .map(Suites.Certified::since);
        return Quarantines.held(connection).stream()
                .anyMatch(each -> each.subject().equals(subject) && each.holds(model, certified));
    }
}
