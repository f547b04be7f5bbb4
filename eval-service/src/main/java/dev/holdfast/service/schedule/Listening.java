package dev.holdfast.service.schedule;

import dev.holdfast.alerting.incident.Contact;
import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.plan.Vigil;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.evaluation.Judgement;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Has the watch hear of a run, and writes its alarms down. What it remembers, and what it said, are written in one
/// transaction.
@Singleton
final class Listening {
    private final Database database;
    private final Alarms alarms;

    Listening(Database database, Alarms alarms) {
        this.database = database;
        this.alarms = alarms;
    }

    /// What the watch says after a run, and whom the pact wants told.
    record Heard(List<Vigil.Ringing> ringing, Contact contact) {}

    /// Learns once from each run, however often it is called.
    Heard hear(Tenant tenant, DueRun due, Judgement.Examined examined) {
        var run = examined.run();
        var baseline = examined.evaluation().baseline();
        return database.write(tenant, connection -> {
            takeTurns(connection, baseline);
            var vigil = state(connection, baseline)
                    .map(state -> Vigil.resume(examined.file(), examined.baseline(), Confidence.DEFAULT, state))
                    .orElseGet(() -> Vigil.begin(examined.file(), examined.baseline(), Confidence.DEFAULT));
            if (vigil.streams() > 0 && !vigil.hasSeen(run)) {
                for (var alarm : vigil.next(run).alarms()) {
                    alarms.write(connection, due, baseline, alarm);
                }
                write(connection, due, baseline, vigil.state());
            }
            return new Heard(vigil.ringing(), Contact.of(examined.file().pact()));
        });
    }

    /// Two runs that close at once are heard one after the other.
    private static void takeTurns(Connection connection, UUID baseline) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "vigil " + baseline);
            lock.execute();
        }
    }

    private static Optional<Vigil.State> state(Connection connection, UUID baseline) throws SQLException {
        try (var select = connection.prepareStatement("SELECT state FROM vigils WHERE baseline = ?")) {
            select.setObject(1, baseline);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(Json.read("vigil", row.getString(1), Vigil.State.class))
                        : Optional.empty();
            }
        }
    }

    private static void write(Connection connection, DueRun due, UUID baseline, Vigil.State state) throws SQLException {
        try (var upsert = connection.prepareStatement("""
                INSERT INTO vigils (organisation, project, baseline, state) VALUES (?, ?, ?, ?::json)
                ON CONFLICT (organisation, baseline) DO UPDATE SET state = EXCLUDED.state""")) {
            upsert.setObject(1, due.organisation());
            upsert.setObject(2, due.project());
            upsert.setObject(3, baseline);
            upsert.setString(4, Json.line(state));
            upsert.executeUpdate();
        }
    }
}
