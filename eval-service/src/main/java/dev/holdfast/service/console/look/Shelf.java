package dev.holdfast.service.console.look;

import dev.holdfast.schema.baseline.Certificate.CertifiedRun;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Run;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Pacts with what is known beside them; of baselines everything but the signed file, which holds whole runs.
@Singleton
public final class Shelf {
    private static final int MOST = 1_000;
    private static final int RUNS = 12;

    private static final String PACTS = """
            SELECT p.id, p.name, a.name, pr.name, v.number, v.promises, v.tasks, v.created_at,
                   (SELECT count(*) FROM baselines b
                    WHERE b.organisation = p.organisation AND b.pact = p.id AND b.state = 'proposed') AS proposed,
                   (SELECT max(b.decided_at) FROM baselines b
                    WHERE b.organisation = p.organisation AND b.pact = p.id AND b.state = 'certified') AS certified
            FROM pacts p
            JOIN projects pr ON pr.organisation = p.organisation AND pr.id = p.project
            LEFT JOIN agents a ON a.organisation = p.organisation AND a.id = p.agent
            JOIN LATERAL (
                SELECT number, promises, tasks, created_at FROM pact_versions
                WHERE organisation = p.organisation AND pact = p.id ORDER BY number DESC LIMIT 1) v ON true
            ORDER BY p.name, pr.name LIMIT\s""" + MOST;
    private static final String BASELINES = """
            SELECT b.id, b.state, b.proposed_by, by.name, d.name, b.created_at, b.decided_at, b.reason, b.key_id,
                   b.provisional, (b.certificate -> 'runs')::text, (b.certificate -> 'limits')::text
            FROM baselines b
            JOIN members by ON by.organisation = b.organisation AND by.id = b.proposed_by
            LEFT JOIN members d ON d.organisation = b.organisation AND d.id = b.decided_by
            WHERE b.pact = ? ORDER BY b.created_at DESC, b.id DESC LIMIT 20""";
    private static final String STORED = """
            SELECT r.id, r.name, r.stored_at, r.observations, r.failures FROM runs r
            WHERE r.pact = ? AND NOT r.name LIKE ? ORDER BY r.stored_at DESC, r.id DESC LIMIT\s""" + RUNS;

    Shelf() {}

    /// A pact in a list.
    ///
    /// @param proposed how many baselines wait for somebody
    public record Row(
            UUID id,
            String name,
            Optional<String> agent,
            String project,
            int version,
            int promises,
            int tasks,
            Instant changed,
            int proposed,
            Optional<Instant> certified) {}

    /// A baseline.
    ///
    /// @param proposer who may not certify it
    public record Proposal(
            UUID id,
            String state,
            UUID proposer,
            String proposedBy,
            Optional<String> decidedBy,
            Instant createdAt,
            Optional<Instant> decidedAt,
            Optional<String> reason,
            String keyId,
            boolean provisional,
            List<CertifiedRun> runs,
            List<String> limits) {
        public Proposal {
            runs = List.copyOf(runs);
            limits = List.copyOf(limits);
        }
    }

    /// A run that could be certified.
    public record Candidate(UUID id, String name, Instant at, int observations, int failures) {}

    public List<Row> pacts(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(PACTS);
                var row = select.executeQuery()) {
            var rows = new ArrayList<Row>();
            while (row.next()) {
                rows.add(new Row(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        row.getString(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7),
                        at(row, 8).orElseThrow(),
                        row.getInt(9),
                        at(row, 10)));
            }
            return rows;
        }
    }

    /// The newest first.
    public List<Proposal> baselines(Connection connection, UUID pact) throws SQLException {
        try (var select = connection.prepareStatement(BASELINES)) {
            select.setObject(1, pact);
            var rows = new ArrayList<Proposal>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(proposal(row));
                }
            }
            return rows;
        }
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        return new Proposal(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getObject(3, UUID.class),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                at(row, 6).orElseThrow(),
                at(row, 7),
                Optional.ofNullable(row.getString(8)),
                row.getString(9),
                row.getBoolean(10),
                List.of(Json.read("runs", row.getString(11), CertifiedRun[].class)),
                List.of(Json.read("limits", row.getString(12), String[].class)));
    }

    /// The newest first.
    public List<Candidate> runs(Connection connection, UUID pact) throws SQLException {
        try (var select = connection.prepareStatement(STORED)) {
            select.setObject(1, pact);
            select.setString(2, "%" + Run.OF_CONTROL);
            var rows = new ArrayList<Candidate>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Candidate(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            at(row, 3).orElseThrow(),
                            row.getInt(4),
                            row.getInt(5)));
                }
            }
            return rows;
        }
    }

    private static Optional<Instant> at(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
