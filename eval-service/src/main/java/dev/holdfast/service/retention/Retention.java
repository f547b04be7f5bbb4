package dev.holdfast.service.retention;

import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Puts the lines of runs away whose time is over.
@Singleton
public final class Retention {
    private static final int AT_ONCE = 100;
    private static final int MOST_DAYS = 36_500;

    private final Database database;
    private final Books books;
    private final RunArchive archive;
    private final Stamps stamps;
    private final AuditLog log;

    /// What is read and written.
    @Singleton
    record Books(Pacts pacts, Runs runs, Observations observations) {}

    Retention(Database database, Books books, RunArchive archive, Registrar registrar) {
        this.database = database;
        this.books = books;
        this.archive = archive;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// What a pact's owners want.
    ///
    /// @param keepDays after which the lines of a run leave the database
    /// @param archive  whether they are written to a file first
    public record Rule(int keepDays, boolean archive) {
        public Rule {
            if (keepDays < 1 || keepDays > MOST_DAYS) {
                throw new IllegalArgumentException("runs are kept for 1 to " + MOST_DAYS + " days");
            }
        }
    }

    /// The pact's rule; absent where everything is kept.
    public Optional<Rule> rule(Tenant tenant, UUID pact) {
        return database.read(tenant, connection -> rule(connection, pact));
    }

    /// From now on.
    public Rule set(Principal who, UUID pact, Rule rule) {
        return database.write(who.tenant(), connection -> {
            var row = books.pacts().findById(pact).orElseThrow(() -> RefusedException.missing("pact", pact));
            var before = rule(connection, pact);
            try (var upsert = connection.prepareStatement("""
                    INSERT INTO retentions (organisation, project, pact, keep_days, archive) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (organisation, pact) DO UPDATE
                    SET keep_days = EXCLUDED.keep_days, archive = EXCLUDED.archive""")) {
                upsert.setObject(1, row.organisation());
                upsert.setObject(2, row.project());
                upsert.setObject(3, pact);
                upsert.setInt(4, rule.keepDays());
                upsert.setBoolean(5, rule.archive());
                upsert.executeUpdate();
            }
            log.record(
                    connection,
                    who.organisation(),
                    who.actor(),
                    before.isPresent()
                            ? Deed.changed("retention", pact, before.get(), rule)
                            : Deed.created("retention", pact, rule));
            return rule;
        });
    }

    /// A run's lines, wherever they are.
    ///
    /// @throws RefusedException where they are gone
    public String lines(Tenant tenant, StoredRun run) {
        return database.read(tenant, connection -> lines(connection, run));
    }

    /// The same inside the tenant's transaction.
    public String lines(Connection connection, StoredRun run) throws SQLException {
        var away = away(connection, run.id());
        if (away.isEmpty()) {
            return books.observations().text(connection, run);
        }
        return away.get()
                .file()
                .flatMap(archive::read)
                .orElseThrow(() -> RefusedException.gone("the lines of run", run.id()));
    }

    /// Puts away what is due of an organisation.
    ///
    /// @return how many runs
    int putAway(UUID organisation) {
        var tenant = Tenant.of(organisation);
        var due = database.read(tenant, connection -> due(connection, stamps.now()));
        due.forEach(run -> putAway(tenant, run));
        return due.size();
    }

    private record Due(StoredRun run, boolean archived) {}

    private record Away(Optional<String> file) {}

    private void putAway(Tenant tenant, Due due) {
        var run = due.run();
        var lines = database.read(tenant, connection -> books.observations().text(connection, run));
        var file = due.archived() ? file(run, lines) : null;
        database.write(tenant, connection -> {
            for (var table : List.of("observations", "votes")) {
                try (var delete = connection.prepareStatement("DELETE FROM " + table + " WHERE run = ?")) {
                    delete.setObject(1, run.id());
                    delete.executeUpdate();
                }
            }
            write(connection, run, file);
            log.record(
                    connection,
                    run.organisation(),
                    Actor.system("retention"),
                    Deed.done("run", run.id(), due.archived() ? "archived" : "erased"));
            return true;
        });
    }

    private String file(StoredRun run, String lines) {
        try {
            return archive.write(run.organisation(), run.pact(), run.id(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Connection connection, StoredRun run, @Nullable String file) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO put_away_runs (organisation, project, run, file, put_away_at) VALUES (?, ?, ?, ?, ?)")) {
            insert.setObject(1, run.organisation());
            insert.setObject(2, run.project());
            insert.setObject(3, run.id());
            insert.setString(4, file);
            insert.setObject(5, stamps.now().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /// Not runs that a gate is still waiting for.
    private List<Due> due(Connection connection, Instant now) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT r.id, t.archive FROM retentions t
                JOIN runs r ON r.organisation = t.organisation AND r.pact = t.pact
                WHERE r.stored_at < ?::timestamptz - make_interval(days => t.keep_days)
                    AND NOT EXISTS (SELECT FROM put_away_runs p WHERE p.organisation = r.organisation AND p.run = r.id)
                    AND NOT EXISTS (SELECT FROM gates g
                        WHERE g.organisation = r.organisation AND g.run = r.id AND g.answer IS NULL)
                ORDER BY r.stored_at LIMIT ?""")) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            select.setInt(2, AT_ONCE);
            try (var row = select.executeQuery()) {
                var due = new ArrayList<Due>();
                while (row.next()) {
                    due.add(new Due(
                            books.runs().findById(row.getObject(1, UUID.class)).orElseThrow(), row.getBoolean(2)));
                }
                return List.copyOf(due);
            }
        }
    }

    private static Optional<Rule> rule(Connection connection, UUID pact) throws SQLException {
        try (var select = connection.prepareStatement("SELECT keep_days, archive FROM retentions WHERE pact = ?")) {
            select.setObject(1, pact);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(new Rule(row.getInt(1), row.getBoolean(2))) : Optional.empty();
            }
        }
    }

    private static Optional<Away> away(Connection connection, UUID run) throws SQLException {
        try (var select = connection.prepareStatement("SELECT file FROM put_away_runs WHERE run = ?")) {
            select.setObject(1, run);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(new Away(Optional.ofNullable(row.getString(1)))) : Optional.empty();
            }
        }
    }
}
