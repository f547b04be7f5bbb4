package dev.holdfast.service.transcript.archive;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.transcript.Committed;
import dev.holdfast.service.transcript.Transcript;
import dev.holdfast.service.transcript.UnreadableException;
import dev.holdfast.service.transcript.Vault;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The transcripts of the organisation whose transaction it is.
@Singleton
public final class TranscriptArchive {
    private static final int STEP = 500;
    private static final String NAME = "transcript";

    private final Vault vault;
    private final Registrar registrar;
    private final SecureRandom random = new SecureRandom();

    TranscriptArchive(Vault vault, Registrar registrar) {
        this.vault = vault;
        this.registrar = registrar;
    }

    /// Where transcripts belong.
    public record Shelf(UUID organisation, UUID project, UUID run) {}

    /// What is known of a transcript, and its text unless it was erased.
    public record Opened(KeptTranscript kept, Optional<Transcript> transcript) {}

    /// Masks, seals and keeps the transcripts of a run; one event tells of all of them.
    public List<KeptTranscript> keep(Connection connection, Shelf shelf, Actor actor, List<Transcript> transcripts)
            throws SQLException {
        var settings = settings(connection, shelf.organisation());
        var kept = new ArrayList<KeptTranscript>();
        for (var transcript : transcripts) {
            kept.add(keep(connection, shelf, settings, transcript));
        }
        registrar
                .log()
                .record(
                        connection,
                        shelf.organisation(),
                        actor,
                        Deed.created("transcripts", shelf.run(), digests(kept)));
        return kept;
    }

    /// What there is of a run.
    public List<KeptTranscript> ofRun(Connection connection, UUID organisation, UUID run) throws SQLException {
        return new TranscriptRows(connection, organisation)
                .ofRun(run).stream().map(TranscriptRows.Row::kept).toList();
    }

    /// Opens one, which is an event too.
    ///
    /// @throws UnreadableException where the key is missing, or somebody changed the text or its digest
    public Optional<Opened> open(Connection connection, UUID organisation, Actor reader, UUID id) throws SQLException {
        var row = new TranscriptRows(connection, organisation).find(id);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        var json = row.get().text().map(text -> vault.open(text, place(organisation, id)));
        var committed = json.map(read -> Json.read(NAME, read, Committed.class));
        if (committed
                .filter(read -> !read.digest().value().equals(row.get().kept().digest()))
                .isPresent()) {
            throw new UnreadableException("transcript " + id + " is not the one that its digest is of");
        }
        registrar.log().record(connection, organisation, reader, Deed.done(NAME, id, "read"));
        return Optional.of(new Opened(row.get().kept(), committed.map(Committed::transcript)));
    }

    /// Erases text, salt and key of one.
    ///
    /// @return whether there was something to erase
    public boolean erase(Connection connection, UUID organisation, Actor actor, UUID id) throws SQLException {
        var rows = new TranscriptRows(connection, organisation);
        var row = rows.find(id).filter(found -> found.text().isPresent());
        if (row.isEmpty()) {
            return false;
        }
        rows.erase(id, registrar.stamps().now());
        var digest = row.get().kept().digest();
        registrar.log().record(connection, organisation, actor, Deed.erased(NAME, id, new Digest(digest)));
        return true;
    }

    /// Erases some of those whose time is over.
    ///
    /// @return how many; none when there are none left
    public int expire(Connection connection, UUID organisation, Instant now) throws SQLException {
        var rows = new TranscriptRows(connection, organisation);
        var due = rows.due(now, STEP).stream().map(TranscriptRows.Row::kept).toList();
        for (var kept : due) {
            rows.erase(kept.id(), now);
        }
        if (!due.isEmpty()) {
            var first = due.getFirst().id();
            var deed = Deed.erased("transcripts", first, Json.digest(digests(due)));
            registrar.log().record(connection, organisation, Actor.system("retention"), deed);
        }
        return due.size();
    }

    /// Wraps the keys of some transcripts by the key that is in use now; texts are not touched.
    ///
    /// @return how many; none when all are
    public int rewrap(Connection connection, UUID organisation, Actor actor) throws SQLException {
        var rows = new TranscriptRows(connection, organisation);
        var old = rows.notUnder(vault.current(), STEP);
        for (var row : old) {
            var id = row.kept().id();
            rows.rewrap(id, vault.rewrap(row.text().orElseThrow(), place(organisation, id)));
        }
        var deed = Deed.done("transcript_key", Integer.toUnsignedString(vault.current()), "used");
        registrar.log().record(connection, organisation, actor, deed);
        return old.size();
    }

    /// What the organisation wants.
    public TranscriptSettings settings(Connection connection, UUID organisation) throws SQLException {
        try (var query =
                connection.prepareStatement("SELECT document FROM transcript_settings WHERE organisation = ?")) {
            query.setObject(1, organisation);
            try (var row = query.executeQuery()) {
                return row.next()
                        ? Json.read("settings", row.getString(1), TranscriptSettings.class)
                        : TranscriptSettings.NONE;
            }
        }
    }

    /// Changes what the organisation wants, of what is kept from now on.
    public void set(Connection connection, UUID organisation, Actor actor, TranscriptSettings settings)
            throws SQLException {
        var before = settings(connection, organisation);
        try (var upsert = connection.prepareStatement("""
                INSERT INTO transcript_settings (organisation, document, set_at) VALUES (?, ?::json, ?)
                ON CONFLICT (organisation) DO UPDATE SET document = excluded.document, set_at = excluded.set_at""")) {
            upsert.setObject(1, organisation);
            upsert.setString(2, Json.line(settings));
            upsert.setTimestamp(3, Timestamp.from(registrar.stamps().now()));
            upsert.executeUpdate();
        }
        var deed = Deed.changed("transcript_settings", organisation, before, settings);
        registrar.log().record(connection, organisation, actor, deed);
    }

    private KeptTranscript keep(Connection connection, Shelf shelf, TranscriptSettings settings, Transcript transcript)
            throws SQLException {
        var committed = Committed.of(settings.masking().mask(transcript), random);
        var stamp = registrar.stamps().next();
        var kept = new KeptTranscript(
                stamp.id(),
                shelf.run(),
                transcript.task(),
                transcript.repeat(),
                committed.digest().value(),
                stamp.at(),
                keepUntil(settings, stamp.at()),
                Optional.empty());
        var locked = vault.seal(committed.text(), place(shelf.organisation(), stamp.id()));
        new TranscriptRows(connection, shelf.organisation()).add(shelf.project(), kept, locked);
        return kept;
    }

    private static Optional<Instant> keepUntil(TranscriptSettings settings, Instant from) {
        return settings.keepDays().isPresent()
                ? Optional.of(from.plus(Duration.ofDays(settings.keepDays().getAsInt())))
                : Optional.empty();
    }

    private static List<String> digests(List<KeptTranscript> kept) {
        return kept.stream().map(KeptTranscript::digest).toList();
    }

    private static String place(UUID organisation, UUID id) {
        return "transcript " + organisation + "/" + id;
    }
}
