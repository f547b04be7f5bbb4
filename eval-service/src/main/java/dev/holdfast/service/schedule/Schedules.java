package dev.holdfast.service.schedule;

import dev.holdfast.schema.pact.Watch;
import dev.holdfast.service.database.QuartzTables;
import dev.holdfast.service.store.PactVersion;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How pacts are watched, inside the tenant's transaction.
@Singleton
final class Schedules {
    Schedules() {}

    /// @param version   whose words these are
    /// @param rhythm    absent where it is not run by the clock
    /// @param paused    whether times that come due are let pass
    /// @param onChange  changes that ask for a run
    record Row(UUID version, Optional<Rhythm> rhythm, boolean paused, Set<Watch.Trigger> onChange) {
        Row {
            onChange = Set.copyOf(onChange);
        }
    }

    /// Writes down how the version wants to be watched. A pact that was run by the clock before keeps its beat.
    void write(Connection connection, PactVersion version, Watch watch, Instant now) throws SQLException {
        try (var upsert = connection.prepareStatement("""
                INSERT INTO schedules AS s
                    (organisation, project, pact, anchor, paused, of_version, every, zone, jitter_ms, on_change,
                     month_usd)
                VALUES (?, ?, ?, ?, false, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (organisation, pact) DO UPDATE SET
                    anchor = CASE WHEN s.of_version IS NOT NULL AND s.every IS NULL THEN EXCLUDED.anchor ELSE s.anchor END,
                    of_version = EXCLUDED.of_version, every = EXCLUDED.every, zone = EXCLUDED.zone,
                    jitter_ms = EXCLUDED.jitter_ms, on_change = EXCLUDED.on_change, month_usd = EXCLUDED.month_usd""")) {
            upsert.setObject(1, version.organisation());
            upsert.setObject(2, version.project());
            upsert.setObject(3, version.pact());
            upsert.setObject(4, now.atOffset(ZoneOffset.UTC));
            upsert.setObject(5, version.id());
            upsert.setString(6, watch.every().map(Schedules::text).orElse(null));
            upsert.setString(7, watch.every().flatMap(Schedules::zone).orElse(null));
            upsert.setLong(8, watch.jitter().toMillis());
            upsert.setArray(9, triggers(connection, watch));
            upsert.setObject(10, watch.spend().perMonth().map(Watch.Money::usd).orElse(null));
            upsert.executeUpdate();
        }
    }

    /// Absent where the words of that version were not written down.
    Optional<Row> find(Connection connection, PactVersion version) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT of_version, every, zone, jitter_ms, anchor, paused, on_change FROM schedules
                WHERE pact = ? AND of_version = ?""")) {
            select.setObject(1, version.pact());
            select.setObject(2, version.id());
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(row(version.pact(), row)) : Optional.empty();
            }
        }
    }

    void pause(Connection connection, UUID pact, boolean paused) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE schedules SET paused = ? WHERE pact = ?")) {
            update.setBoolean(1, paused);
            update.setObject(2, pact);
            update.executeUpdate();
        }
    }

    /// Pacts whose agents are to be looked at, which nobody has done since; from now on somebody has.
    List<UUID> lookAt(Connection connection, Watch.Trigger trigger, Instant since, Instant now) throws SQLException {
        try (var update = connection.prepareStatement("""
                UPDATE schedules SET looked_at = ? WHERE ? = ANY (on_change) AND NOT paused
                    AND (looked_at IS NULL OR looked_at < ?) RETURNING pact""")) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setString(2, written(trigger));
            update.setObject(3, since.atOffset(ZoneOffset.UTC));
            try (var row = update.executeQuery()) {
                return pacts(row);
            }
        }
    }

    /// Pacts that are run by the clock, of which the timetable knows nothing.
    List<UUID> forgotten(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT s.pact FROM schedules s WHERE s.every IS NOT NULL AND NOT EXISTS (
                    SELECT FROM %s.qrtz_job_details j WHERE j.job_name = ? AND j.job_group = s.pact::text)""".formatted(QuartzTables.SCHEMA))) {
            select.setString(1, Errand.Begin.NAME);
            try (var row = select.executeQuery()) {
                return pacts(row);
            }
        }
    }

    private static List<UUID> pacts(ResultSet row) throws SQLException {
        var pacts = new ArrayList<UUID>();
        while (row.next()) {
            pacts.add(row.getObject(1, UUID.class));
        }
        return List.copyOf(pacts);
    }

    private static Row row(UUID pact, ResultSet row) throws SQLException {
        var every = schedule(row.getString(2), row.getString(3));
        var jitter = Duration.ofMillis(row.getLong(4));
        var anchor = row.getObject(5, OffsetDateTime.class).toInstant();
        var triggers = EnumSet.noneOf(Watch.Trigger.class);
        for (var trigger : (String[]) row.getArray(7).getArray()) {
            triggers.add(Watch.Trigger.valueOf(trigger.toUpperCase(Locale.ROOT)));
        }
        return new Row(
                row.getObject(1, UUID.class),
                every.map(schedule -> new Rhythm(pact, schedule, jitter, anchor)),
                row.getBoolean(6),
                triggers);
    }

    /// In the written form, which [#schedule] reads.
    static String text(Watch.Schedule schedule) {
        return switch (schedule) {
            case Watch.Schedule.Interval(var length) -> length.toString();
            case Watch.Schedule.Cron(var expression, var _) -> expression;
        };
    }

    private static Optional<Watch.Schedule> schedule(@Nullable String every, @Nullable String zone) {
        if (every == null) {
            return Optional.empty();
        }
        return Optional.of(
                zone == null
                        ? new Watch.Schedule.Interval(Duration.parse(every))
                        : new Watch.Schedule.Cron(every, ZoneId.of(zone)));
    }

    static Optional<String> zone(Watch.Schedule schedule) {
        return schedule instanceof Watch.Schedule.Cron(var _, var zone) ? Optional.of(zone.getId()) : Optional.empty();
    }

    private static Array triggers(Connection connection, Watch watch) throws SQLException {
        return connection.createArrayOf(
                "text", watch.onChange().stream().map(Schedules::written).toArray());
    }

    private static String written(Watch.Trigger trigger) {
        return trigger.name().toLowerCase(Locale.ROOT);
    }
}
