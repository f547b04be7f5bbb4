package dev.holdfast.service.respond;

import dev.holdfast.schema.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Documents in rows.
final class Rows {
    private Rows() {}

    /// The documents that a query finds; its first column is one.
    static <T> List<T> list(Connection connection, Class<T> type, String query, @Nullable Object... values)
            throws SQLException {
        try (var statement = statement(connection, query, values);
                var rows = statement.executeQuery()) {
            var documents = new ArrayList<T>();
            while (rows.next()) {
                documents.add(Json.read("row", rows.getString(1), type));
            }
            return documents;
        }
    }

    /// The texts that a query finds.
    static List<String> texts(Connection connection, String query, @Nullable Object... values) throws SQLException {
        try (var statement = statement(connection, query, values);
                var rows = statement.executeQuery()) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /// How many rows were changed.
    static int change(Connection connection, String command, @Nullable Object... values) throws SQLException {
        try (var statement = statement(connection, command, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement statement(Connection connection, String text, @Nullable Object... values)
            throws SQLException {
        var statement = connection.prepareStatement(text);
        for (var i = 0; i < values.length; i++) {
            var value = values[i];
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
        return statement;
    }
}
