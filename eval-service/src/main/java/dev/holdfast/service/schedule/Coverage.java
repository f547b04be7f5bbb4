package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Counts what was due and what was run: what was missed must be seen, not inferred from silence.
@Singleton
public final class Coverage {
    private final Database database;

    Coverage(Database database) {
        this.database = database;
    }

    /// One pact's times.
    ///
    /// @param due    all of them
    /// @param ended  of these, runs that came to their end
    /// @param missed times at which no run was begun
    /// @param failed runs that could not be made
    public record Line(UUID pact, long due, long ended, long missed, long failed) {}

    /// From the one time, and before the other.
    public List<Line> between(Tenant tenant, Instant from, Instant to) {
        return database.read(tenant, connection -> {
            try (var select = connection.prepareStatement("""
                    SELECT pact, count(*), count(*) FILTER (WHERE state = 'ended'),
                           count(*) FILTER (WHERE state = 'missed'), count(*) FILTER (WHERE state = 'failed')
                    FROM due_runs WHERE reason = 'schedule' AND due_at >= ? AND due_at < ? GROUP BY pact ORDER BY pact""")) {
                select.setObject(1, from.atOffset(ZoneOffset.UTC));
                select.setObject(2, to.atOffset(ZoneOffset.UTC));
                try (var row = select.executeQuery()) {
                    var lines = new ArrayList<Line>();
                    while (row.next()) {
                        lines.add(new Line(
                                row.getObject(1, UUID.class),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5)));
                    }
                    return List.copyOf(lines);
                }
            }
        });
    }
}
