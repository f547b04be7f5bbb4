package dev.holdfast.service.transcript.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// A transcript without its text.
///
/// @param digest   of text and salt
/// @param erasedAt when text and salt were erased
public record KeptTranscript(
        UUID id,
        UUID run,
        String task,
        int repeat,
        String digest,
        Instant keptAt,
        Optional<Instant> keepUntil,
        Optional<Instant> erasedAt) {
    static final String COLUMNS = "id, run, task, repeat, digest, kept_at, keep_until, erased_at";

    static KeptTranscript of(ResultSet row) throws SQLException {
        return new KeptTranscript(
                row.getObject("id", UUID.class),
                row.getObject("run", UUID.class),
                row.getString("task"),
                row.getInt("repeat"),
                row.getString("digest"),
                row.getObject("kept_at", OffsetDateTime.class).toInstant(),
                instant(row, "keep_until"),
                instant(row, "erased_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
