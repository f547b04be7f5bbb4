package dev.holdfast.service.console.look;

import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.Vote;
import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Parts of a run: a page of its replays, and all that was seen of one task. No run is ever read as a whole here.
@Singleton
public final class Replays {
    private static final String OF_TASK =
            "SELECT line FROM observations WHERE run = ? AND stored_at = ? AND task = ? ORDER BY repeat, ordinal";
    private static final String VOTES = "SELECT line FROM votes WHERE run = ? ORDER BY ordinal";

    Replays() {}

    /// Which of them.
    public enum Show {
        ALL("true"),
        FAILED("failure IS NOT NULL"),
        ESCALATED("failure IS NULL AND line ->> 'escalated' IS NOT NULL"),
        /// A tool was made to fail.
        INJECTED("jsonb_path_exists(line::jsonb, '$.tool_calls[*].fault')"),
        /// A call or its answer was not as its tool says.
        MISCALLED("jsonb_path_exists(line::jsonb, '$.tool_calls[*].problems[*]')"),
        /// Asked more than once until it answered.
        RETRIED("(line ->> 'attempts')::int > 1");

        private final String condition;

        Show(String condition) {
            this.condition = condition;
        }
    }

    /// What is looked for.
    ///
    /// @param text  that the task's id or the answer holds; empty for all
    /// @param after place in the run
    public record Wanted(Show show, String text, int after, int limit) {}

    /// One replay in a list.
    ///
    /// @param ordinal its place in the run
    public record Line(
            int ordinal,
            String task,
            int repeat,
            Optional<String> failure,
            Optional<String> model,
            OptionalDouble latencyMillis,
            Optional<String> output,
            Optional<String> escalated) {}

    /// In the order of the run.
    public List<Line> page(Connection connection, StoredRun run, Wanted wanted) throws SQLException {
        try (var select = connection.prepareStatement(query(wanted.show()))) {
            select.setObject(1, run.id());
            select.setObject(2, run.storedAt().atOffset(ZoneOffset.UTC));
            select.setInt(3, wanted.after());
            select.setString(4, wanted.text());
            select.setString(5, wanted.text());
            select.setInt(6, wanted.limit());
            var lines = new ArrayList<Line>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    var latency = row.getObject(6, Double.class);
                    lines.add(new Line(
                            row.getInt(1),
                            row.getString(2),
                            row.getInt(3),
                            Optional.ofNullable(row.getString(4)),
                            Optional.ofNullable(row.getString(5)),
                            latency == null ? OptionalDouble.empty() : OptionalDouble.of(latency),
                            Optional.ofNullable(row.getString(7)),
                            Optional.ofNullable(row.getString(8))));
                }
            }
            return lines;
        }
    }

    private static String query(Show show) {
        return """
                SELECT ordinal, task, repeat, failure, model, latency_ms, line ->> 'output', line ->> 'escalated'
                FROM observations
                WHERE run = ? AND stored_at = ? AND ordinal > ? AND (strpos(lower(task), lower(?)) > 0 OR strpos(lower(line ->> 'output'), lower(?)) > 0) AND (%s)
                ORDER BY ordinal LIMIT ?""".formatted(show.condition);
    }

    /// All replays of one task, in order.
    public List<Observation> ofTask(Connection connection, StoredRun run, String task) throws SQLException {
        try (var select = connection.prepareStatement(OF_TASK)) {
            select.setObject(1, run.id());
            select.setObject(2, run.storedAt().atOffset(ZoneOffset.UTC));
            select.setString(3, task);
            return read(select).stream()
                    .flatMap(part -> part.observations().stream())
                    .toList();
        }
    }

    /// What judges said of the run's answers.
    public List<Vote> votes(Connection connection, StoredRun run) throws SQLException {
        try (var select = connection.prepareStatement(VOTES)) {
            select.setObject(1, run.id());
            return read(select).stream().flatMap(part -> part.votes().stream()).toList();
        }
    }

    private static List<Run> read(java.sql.PreparedStatement select) throws SQLException {
        var lines = new ArrayList<String>();
        try (var row = select.executeQuery()) {
            while (row.next()) {
                lines.add(row.getString(1));
            }
        }
        return lines.isEmpty()
                ? List.of()
                : RunFile.parse("run", String.join("\n", lines)).runs();
    }
}
