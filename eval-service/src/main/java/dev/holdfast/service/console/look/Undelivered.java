package dev.holdfast.service.console.look;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Messages that came to no end, or wait after a failure. They are an organisation's, whatever project they speak of.
@Singleton
public final class Undelivered {
    private static final String QUERY = """
            SELECT id, document ->> 'channel', state, document ->> 'trouble', (document ->> 'attempts')::int
            FROM parcels
            WHERE state IN ('REFUSED', 'GIVEN_UP', 'GONE') OR (state = 'WAITING' AND (document ->> 'attempts')::int > 0)
            ORDER BY id DESC LIMIT 50""";

    Undelivered() {}

    /// One of them.
    ///
    /// @param trouble what went wrong last
    public record Parcel(String id, String channel, String state, String trouble, int attempts) {}

    public List<Parcel> all(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(QUERY);
                var row = select.executeQuery()) {
            var parcels = new ArrayList<Parcel>();
            while (row.next()) {
                var trouble = row.getString(4);
                parcels.add(new Parcel(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        trouble == null ? "" : trouble,
                        row.getInt(5)));
            }
            return parcels;
        }
    }
}
