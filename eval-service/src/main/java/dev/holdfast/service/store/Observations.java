package dev.holdfast.service.store;

import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.Vote;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/// What was seen in runs, line by line.
///
/// Lines go in by COPY into a table of the connection's own, and from there into their partition: COPY itself knows no
/// row-level security.
@Singleton
public final class Observations {
    private static final String INCOMING = """
            CREATE TEMPORARY TABLE IF NOT EXISTS incoming_observations (
                ordinal int, task text, repeat int, failure text, model text, latency_ms double precision, line text
            ) ON COMMIT DELETE ROWS""";
    private static final String COPY = "COPY incoming_observations FROM STDIN";
    private static final String TAKE_IN = """
            INSERT INTO observations
                (organisation, project, run, ordinal, stored_at, task, repeat, failure, model, latency_ms, line)
            SELECT ?, ?, ?, ordinal, ?, task, repeat, failure, model, latency_ms, line::json
            FROM incoming_observations""";
    private static final String REPLACING = """

            ON CONFLICT (organisation, run, ordinal, stored_at) DO UPDATE
            SET failure = EXCLUDED.failure, model = EXCLUDED.model, latency_ms = EXCLUDED.latency_ms, line = EXCLUDED.line""";
    private static final double NANOS_PER_MILLI = 1e6;

    Observations() {}

    /// Adds to a run, inside the tenant's transaction.
    ///
    /// @param from the place of the first of them in the run
    public void append(Connection connection, StoredRun run, int from, List<Observation> observations)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(INCOMING);
        }
        copy(connection, rows(run.name(), from, observations));
        takeIn(connection, run, TAKE_IN);
    }

    private static void takeIn(Connection connection, StoredRun run, String statement) throws SQLException {
        try (var insert = connection.prepareStatement(statement)) {
            insert.setObject(1, run.organisation());
            insert.setObject(2, run.project());
            insert.setObject(3, run.id());
            insert.setObject(4, run.storedAt().atOffset(java.time.ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /// Keeps replays of a run that is being made, inside the tenant's transaction. One that was made before is
    /// replaced:
    /// a replay has one place in its run.
    ///
    /// @param place of a replay in the run
    public void put(
            Connection connection, StoredRun run, List<Observation> observations, ToIntFunction<Observation> place)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(INCOMING);
        }
        copy(
                connection,
                observations.stream()
                        .map(seen -> row(run.name(), place.applyAsInt(seen), seen) + "\n")
                        .collect(Collectors.joining()));
        takeIn(connection, run, TAKE_IN + REPLACING);
    }

    /// Makes sure that observations of the run's month have somewhere to go, inside the tenant's transaction.
    public void prepare(Connection connection, StoredRun run) throws SQLException {
        try (var call = connection.prepareCall("CALL prepare_month(?)")) {
            call.setObject(1, run.storedAt().atOffset(java.time.ZoneOffset.UTC));
            call.execute();
        }
    }

    /// Adds what judges said.
    public void vote(Connection connection, StoredRun run, List<Vote> votes) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO votes (organisation, project, run, ordinal, line) VALUES (?, ?, ?, ?, ?::json)")) {
            for (var i = 0; i < votes.size(); i++) {
                insert.setObject(1, run.organisation());
                insert.setObject(2, run.project());
                insert.setObject(3, run.id());
                insert.setInt(4, i);
                insert.setString(5, RunFile.line(run.name(), votes.get(i)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// The whole run, as it was before it was stored.
    public Run read(Connection connection, StoredRun run) throws SQLException {
        return RunFile.parse("run " + run.name(), text(connection, run)).runs().getFirst();
    }

    /// The same as JSON Lines.
    public String text(Connection connection, StoredRun run) throws SQLException {
        var lines = new ArrayList<String>();
        Optional.ofNullable(run.plan()).ifPresent(lines::add);
        lines(connection, run, "SELECT line FROM observations WHERE run = ? ORDER BY ordinal", lines);
        lines(connection, run, "SELECT line FROM votes WHERE run = ? ORDER BY ordinal", lines);
        return String.join("\n", lines) + "\n";
    }

    private static void lines(Connection connection, StoredRun run, String query, List<String> lines)
            throws SQLException {
        try (var select = connection.prepareStatement(query)) {
            select.setObject(1, run.id());
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    lines.add(row.getString(1));
                }
            }
        }
    }

    private static void copy(Connection connection, String rows) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new StringReader(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rows(String run, int from, List<Observation> observations) {
        var rows = new StringBuilder();
        for (var i = 0; i < observations.size(); i++) {
            rows.append(row(run, from + i, observations.get(i))).append('\n');
        }
        return rows.toString();
    }

    private static String row(String run, int ordinal, Observation seen) {
        var failure = seen.outcome() instanceof Outcome.Failed(var kind, var _)
                ? Optional.of(kind.key())
                : Optional.<String>empty();
        var latency = seen.latency().map(taken -> Double.toString(taken.toNanos() / NANOS_PER_MILLI));
        return Stream.of(
                        Optional.of(Integer.toString(ordinal)),
                        Optional.of(seen.task()),
                        Optional.of(Integer.toString(seen.repeat())),
                        failure,
                        seen.model(),
                        latency,
                        Optional.of(RunFile.line(run, seen)))
                .map(value -> value.map(Observations::escaped).orElse("\\N"))
                .collect(Collectors.joining("\t"));
    }

    /// As COPY's text format wants it.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
