package dev.holdfast.service.review;

import dev.holdfast.baselines.compare.PeopleAndJury;
import dev.holdfast.baselines.stat.PredictionPowered.Sums;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.review.ReviewItem.Reason;
import dev.holdfast.service.review.Reviews.Labelled;
import dev.holdfast.service.review.Reviews.Standing;
import dev.holdfast.service.review.Reviews.Waiting;
import dev.holdfast.service.security.Principal;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/// Reads and labels what is in the queue, inside the tenant's transaction.
@Singleton
final class Queue {
    private static final String UNLABELLED =
            "NOT EXISTS (SELECT FROM review_labels l WHERE l.organisation = i.organisation AND l.item = i.id)";
    private static final String ANSWER = """
            LEFT JOIN LATERAL (
                SELECT line ->> 'output' AS output FROM observations o
                WHERE o.organisation = i.organisation AND o.run = i.run AND o.stored_at = i.stored_at
                  AND o.task = i.task AND o.repeat = i.repeat LIMIT 1) o ON true
            """;
    private static final String WAITING = """
            SELECT i.*, p.name AS pact_name, o.output FROM review_items i
            JOIN pacts p ON p.organisation = i.organisation AND p.id = i.pact
            """ + ANSWER + "WHERE " + UNLABELLED
            + " ORDER BY CASE i.reason WHEN 'escalated' THEN 0 WHEN 'drawn' THEN 1 ELSE 2 END, i.id LIMIT ?";
    private static final String COUNT = "SELECT count(*) FROM review_items i WHERE " + UNLABELLED;
    /// What a jury was asked last is what people's labels are held against.
    private static final String JURIES = """
            SELECT j.pact, p.name, j.metric, j.definition, sum(j.answers), sum(j.total), sum(j.squares),
                   (SELECT count(*) FROM review_items i JOIN review_labels l
                        ON l.organisation = i.organisation AND l.item = i.id
                    WHERE i.organisation = j.organisation AND i.pact = j.pact AND i.metric = j.metric),
                   max(j.tasks)
            FROM judged_runs j
            JOIN pacts p ON p.organisation = j.organisation AND p.id = j.pact
            JOIN LATERAL (
                SELECT definition FROM judged_runs n
                WHERE n.organisation = j.organisation AND n.pact = j.pact AND n.metric = j.metric
                ORDER BY n.stored_at DESC LIMIT 1) newest ON newest.definition = j.definition
            WHERE j.stored_at >= ?
            GROUP BY j.organisation, j.pact, p.name, j.metric, j.definition ORDER BY p.name, j.metric LIMIT 200""";
    private static final String PAIRS = """
            SELECT i.task, l.worth, i.jury, i.labels FROM review_items i
            JOIN review_labels l ON l.organisation = i.organisation AND l.item = i.id
            WHERE i.pact = ? AND i.metric = ? AND i.definition = ? AND i.stored_at >= ? AND i.drawn""";
    private static final String LABELLED =
            """
            SELECT i.question, o.output, i.expected, l.label FROM review_items i
            JOIN review_labels l ON l.organisation = i.organisation AND l.item = i.id
            """ + ANSWER + "WHERE i.pact = ? AND i.metric = ? AND o.output IS NOT NULL ORDER BY l.at, i.id";

    Queue() {}

    /// What somebody said.
    record Given(String label, double worth, Optional<String> note, Instant at) {}

    List<Waiting> waiting(Connection connection, int limit) throws SQLException {
        try (var select = connection.prepareStatement(WAITING)) {
            select.setInt(1, limit);
            var waiting = new ArrayList<Waiting>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    waiting.add(new Waiting(
                            item(row), row.getString("pact_name"), Optional.ofNullable(row.getString("output"))));
                }
            }
            return waiting;
        }
    }

    long count(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(COUNT);
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    Optional<ReviewItem> find(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM review_items WHERE id = ?")) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(item(row)) : Optional.empty();
            }
        }
    }

    /// Whether nobody has labelled it before.
    boolean label(Connection connection, Principal who, ReviewItem item, Given given) throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT INTO review_labels (organisation, project, item, member, label, worth, note, at)
                SELECT i.organisation, i.project, i.id, ?, ?, ?, ?, ? FROM review_items i WHERE i.id = ?
                ON CONFLICT DO NOTHING""")) {
            insert.setObject(1, who.member());
            insert.setString(2, given.label());
            insert.setDouble(3, given.worth());
            insert.setString(4, given.note().orElse(null));
            insert.setObject(5, given.at().atOffset(ZoneOffset.UTC));
            insert.setObject(6, item.id());
            return insert.executeUpdate() == 1;
        }
    }

    List<Standing> standings(Connection connection, Instant since) throws SQLException {
        try (var select = connection.prepareStatement(JURIES)) {
            select.setObject(1, since.atOffset(ZoneOffset.UTC));
            var standings = new ArrayList<Standing>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    standings.add(standing(connection, row, since));
                }
            }
            return standings;
        }
    }

    private static Standing standing(Connection connection, ResultSet row, Instant since) throws SQLException {
        var pact = row.getObject(1, UUID.class);
        var metric = row.getString(3);
        var all = new Sums(row.getLong(5), row.getDouble(6), row.getDouble(7));
        try (var select = connection.prepareStatement(PAIRS)) {
            select.setObject(1, pact);
            select.setString(2, metric);
            select.setString(3, row.getString(4));
            select.setObject(4, since.atOffset(ZoneOffset.UTC));
            return new Standing(
                    pact, row.getString(2), metric, row.getLong(8), known(metric, select, all, row.getLong(9)));
        }
    }

    private static PeopleAndJury known(String metric, PreparedStatement select, Sums all, long tasks)
            throws SQLException {
        var pairs = new ArrayList<PeopleAndJury.Pair>();
        var worths = List.<Double>of();
        try (var row = select.executeQuery()) {
            while (row.next()) {
                pairs.add(new PeopleAndJury.Pair(row.getString(1), row.getDouble(2), row.getDouble(3)));
                worths = List.copyOf(labels(row.getString(4)).values());
            }
        }
        return PeopleAndJury.of(metric, worths, pairs, all, tasks);
    }

    List<Labelled> labelled(Connection connection, UUID pact, String metric) throws SQLException {
        try (var select = connection.prepareStatement(LABELLED)) {
            select.setObject(1, pact);
            select.setString(2, metric);
            var labelled = new ArrayList<Labelled>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    labelled.add(new Labelled(
                            row.getString(1),
                            row.getString(2),
                            Optional.ofNullable(row.getString(3)),
                            row.getString(4)));
                }
            }
            return labelled;
        }
    }

    private static ReviewItem item(ResultSet row) throws SQLException {
        var jury = row.getObject("jury", Double.class);
        return new ReviewItem(
                row.getObject("id", UUID.class),
                row.getObject("pact", UUID.class),
                row.getObject("run", UUID.class),
                row.getObject("stored_at", OffsetDateTime.class).toInstant(),
                row.getString("task"),
                row.getInt("repeat"),
                row.getString("metric"),
                row.getString("definition"),
                Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                row.getString("detail"),
                row.getString("question"),
                Optional.ofNullable(row.getString("expected")),
                labels(row.getString("labels")),
                jury == null ? OptionalDouble.empty() : OptionalDouble.of(jury),
                row.getBoolean("drawn"));
    }

    /// In the order of the pact.
    private static Map<String, Double> labels(String json) {
        var labels = new LinkedHashMap<String, Double>();
        for (var choice : Json.read("labels", json, ReviewItem.Choice[].class)) {
            labels.put(choice.label(), choice.worth());
        }
        return labels;
    }
}
