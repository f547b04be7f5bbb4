package dev.holdfast.service.console.look;

import dev.holdfast.schema.run.Environment;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.RunPlan;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was changed about an agent, as its runs show: each says what it was made with, and which model answered. What a
/// run does not say has not changed.
@Singleton
public final class Alterations {
    private static final String QUERY = """
            SELECT r.id, r.stored_at, p.name, r.models, r.plan, before.models, before.plan
            FROM runs r
            JOIN pacts p ON p.organisation = r.organisation AND p.id = r.pact
            JOIN LATERAL (
                SELECT models, plan FROM runs b
                WHERE b.organisation = r.organisation AND b.pact = r.pact
                  AND (b.stored_at, b.id) < (r.stored_at, r.id) AND NOT b.name LIKE ?
                ORDER BY b.stored_at DESC, b.id DESC LIMIT 1) before ON true
            WHERE r.id = ANY (?) AND NOT r.name LIKE ?""";

    Alterations() {}

    /// At these runs.
    public List<Altered> at(Connection connection, List<UUID> runs) throws SQLException {
        try (var select = connection.prepareStatement(QUERY)) {
            select.setString(1, "%" + Run.OF_CONTROL);
            select.setArray(2, connection.createArrayOf("uuid", runs.toArray()));
            select.setString(3, "%" + Run.OF_CONTROL);
            var altered = new ArrayList<Altered>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    altered.addAll(altered(row));
                }
            }
            return altered;
        }
    }

    private static List<Altered> altered(ResultSet row) throws SQLException {
        var after = parts(models(row, 4), plan(row.getString(5)));
        var before = parts(models(row, 6), plan(row.getString(7)));
        var run = row.getObject(1, UUID.class);
        var at = row.getObject(2, OffsetDateTime.class).toInstant();
        var pact = row.getString(3);
        return after.entrySet().stream()
                .flatMap(part -> Optional.ofNullable(before.get(part.getKey()))
                        .filter(old -> !old.digest().equals(part.getValue().digest()))
                        .map(old -> altered(run, at, pact, part, old))
                        .stream())
                .toList();
    }

    private static Altered altered(UUID run, Instant at, String pact, Map.Entry<String, Part> part, Part old) {
        return new Altered(
                run, at, pact, part.getKey(), old.says(), part.getValue().says());
    }

    private record Part(String says, String digest) {}

    private static Map<String, Part> parts(String models, Optional<RunPlan> plan) {
        var parts = new LinkedHashMap<String, Part>();
        if (!models.isEmpty()) {
            parts.put("model", new Part(models, models));
        }
        plan.flatMap(RunPlan::environment).ifPresent(made -> {
            parts.put("prompt", part(made.prompt()));
            parts.put("tools", part(made.tools()));
            parts.put("parameters", part(made.parameters()));
            parts.put("target", part(made.target()));
        });
        return parts;
    }

    private static Part part(Environment.Part part) {
        return new Part(part.says(), part.digest().value());
    }

    private static String models(ResultSet row, int column) throws SQLException {
        return String.join(", ", (String[]) row.getArray(column).getArray());
    }

    private static Optional<RunPlan> plan(@Nullable String line) {
        return Optional.ofNullable(line)
                .flatMap(text -> RunFile.parse("plan", text).runs().stream().findFirst())
                .flatMap(Run::plan);
    }
}
