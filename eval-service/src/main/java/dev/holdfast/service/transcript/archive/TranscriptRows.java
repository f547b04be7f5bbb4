package dev.holdfast.service.transcript.archive;

import dev.holdfast.service.transcript.Sealed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table of transcripts, as a transaction of the organisation sees it.
final class TranscriptRows {
    private final Connection connection;
    private final UUID organisation;

    TranscriptRows(Connection connection, UUID organisation) {
        this.connection = connection;
        this.organisation = organisation;
    }

    /// A row with its text, which is absent once it was erased.
    record Row(KeptTranscript kept, Optional<Sealed> text) {}

    void add(UUID project, KeptTranscript kept, Sealed sealed) throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT INTO transcripts (organisation, project, id, run, task, repeat, digest, kept_at, keep_until,
                    key_id, wrapped_key, ciphertext)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            set(insert, organisation, project, kept.id(), kept.run(), kept.task(), kept.repeat(), kept.digest());
            insert.setTimestamp(8, Timestamp.from(kept.keptAt()));
            insert.setTimestamp(9, kept.keepUntil().map(Timestamp::from).orElse(null));
            insert.setInt(10, sealed.keyId());
            insert.setBytes(11, sealed.wrappedKey());
            insert.setBytes(12, sealed.ciphertext());
            insert.executeUpdate();
        }
    }

    Optional<Row> find(UUID id) throws SQLException {
        return select("id = ? LIMIT 1", id).stream().findFirst();
    }

    List<Row> ofRun(UUID run) throws SQLException {
        return select("run = ? ORDER BY task, repeat", run);
    }

    List<Row> due(Instant now, int most) throws SQLException {
        return select(
                "erased_at IS NULL AND keep_until <= ? ORDER BY keep_until, id LIMIT " + most, Timestamp.from(now));
    }

    List<Row> notUnder(int keyId, int most) throws SQLException {
        return select("erased_at IS NULL AND key_id <> ? ORDER BY id LIMIT " + most, keyId);
    }

    void erase(UUID id, Instant at) throws SQLException {
        try (var update = connection.prepareStatement("""
                UPDATE transcripts SET erased_at = ?, key_id = NULL, wrapped_key = NULL, ciphertext = NULL
                WHERE organisation = ? AND id = ? AND erased_at IS NULL""")) {
            set(update, Timestamp.from(at), organisation, id);
            update.executeUpdate();
        }
    }

    void rewrap(UUID id, Sealed sealed) throws SQLException {
        try (var update = connection.prepareStatement(
                "UPDATE transcripts SET key_id = ?, wrapped_key = ? WHERE organisation = ? AND id = ?")) {
            set(update, sealed.keyId(), sealed.wrappedKey(), organisation, id);
            update.executeUpdate();
        }
    }

    private List<Row> select(String where, Object parameter) throws SQLException {
        try (var query = connection.prepareStatement("SELECT " + KeptTranscript.COLUMNS
                + ", key_id, wrapped_key, ciphertext FROM transcripts WHERE organisation = ? AND " + where)) {
            set(query, organisation, parameter);
            var rows = new ArrayList<Row>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    var ciphertext = Optional.ofNullable(row.getBytes("ciphertext"));
                    var keyId = row.getInt("key_id");
                    var wrapped = row.getBytes("wrapped_key");
                    rows.add(new Row(
                            KeptTranscript.of(row), ciphertext.map(bytes -> new Sealed(keyId, wrapped, bytes))));
                }
            }
            return rows;
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
