package dev.holdfast.service.schedule;

import dev.holdfast.schema.pact.Watch;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Writes down which runs are due, each once, and has their shards made.
@Singleton
public final class DueRuns {
    private final Database database;
    private final Books books;
    private final Hands hands;
    private final Stamps stamps;
    private final AuditLog log;

    /// What is read and written.
    @Singleton
    record Books(DueRunRows rows, Schedules schedules, PactVersions versions, PactFiles files) {}

    /// Who does it.
    @Singleton
    record Hands(Beginning beginning, CatchingUp catchingUp, Changes changes) {}

    DueRuns(Database database, Books books, Hands hands, Registrar registrar) {
        this.database = database;
        this.books = books;
        this.hands = hands;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// A pact's schedule.
    ///
    /// @param every  a duration, or a cron expression; absent where it is not run by the clock
    /// @param zone   whose clocks the cron expression is about
    /// @param jitter a run is begun up to this long after it is due
    /// @param nextAt when a run is due next; absent where none is
    public record Standing(
            Optional<String> every,
            Optional<String> zone,
            Optional<Duration> jitter,
            List<Watch.Trigger> onChange,
            boolean paused,
            Optional<Instant> nextAt) {
        public Standing {
            onChange = List.copyOf(onChange);
        }
    }

    /// Watches the pact as its newest version says from now on, and has it run at once if it wants that of what
    /// changed.
    public Standing follow(Tenant tenant, UUID pact) {
        var schedule = database.write(tenant, connection -> {
            var version = newest(pact);
            books.schedules().write(connection, version, watch(connection, version), stamps.now());
            return books.schedules().find(connection, version).orElseThrow();
        });
        hands.catchingUp().wake(tenant, schedule, pact);
        hands.changes().published(tenant, pact);
        return standing(tenant, pact);
    }

    /// How the pact's schedule stands.
    public Standing standing(Tenant tenant, UUID pact) {
        return database.read(tenant, connection -> {
            var schedule = books.schedules().find(connection, newest(pact));
            var rhythm = schedule.flatMap(Schedules.Row::rhythm);
            return new Standing(
                    rhythm.map(found -> Schedules.text(found.schedule())),
                    rhythm.flatMap(found -> Schedules.zone(found.schedule())),
                    rhythm.map(Rhythm::jitter).filter(Duration::isPositive),
                    schedule.map(row -> List.copyOf(row.onChange())).orElse(List.of()),
                    schedule.map(Schedules.Row::paused).orElse(false),
                    rhythm.flatMap(found -> hands.catchingUp().next(found, pact)));
        });
    }

    /// Lets times that come due pass, or no longer does.
    public Standing pause(Principal who, UUID pact, boolean paused) {
        database.write(who.tenant(), connection -> {
            books.schedules().pause(connection, newest(pact).pact(), paused);
            log.record(
                    connection,
                    who.organisation(),
                    who.actor(),
                    Deed.done("schedule", pact, paused ? "paused" : "resumed"));
            return paused;
        });
        return follow(who.tenant(), pact);
    }

    /// A run that somebody wants now.
    public DueRun demand(Principal asker, UUID pact, int priority) {
        var wish = new Beginning.Wish(DueRun.DEMAND, stamps.now(), priority, asker.member(), null);
        var due = database.write(asker.tenant(), connection -> {
            var row = hands.beginning().begin(connection, newest(pact), wish);
            log.record(connection, asker.organisation(), asker.actor(), Deed.created("due_run", row.id(), row));
            return row;
        });
        hands.beginning().make(asker.tenant(), due);
        return due;
    }

    /// Once more what could not be made; what was kept of it is not asked again.
    public DueRun retry(Principal asker, UUID id) {
        var due = database.write(asker.tenant(), connection -> {
            var row = books.rows().findById(id).orElseThrow(() -> RefusedException.missing("due run", id));
            if (!row.state().equals(DueRun.FAILED)) {
                throw new RefusedException(Kind.CONFLICT, "not_failed", "only a due run that failed is made once more");
            }
            log.record(connection, asker.organisation(), asker.actor(), Deed.done("due_run", id, "retried"));
            Turns.standInLine(connection, id);
            return books.rows().update(row.again());
        });
        hands.beginning().make(asker.tenant(), due);
        return due;
    }

    /// A run that shows whether something that was done has helped. For the same time it is the same run.
    void verify(Tenant tenant, UUID pact, Instant at) {
        var due = database.write(tenant, connection -> {
            var version = newest(pact);
            var there = books.rows().findByPactAndReasonAndDueAt(pact, DueRun.VERIFY, at);
            if (there.isPresent()) {
                return there.get();
            }
            var row = hands.beginning().begin(connection, version, Beginning.Wish.ofAction(version, at));
            log.record(
                    connection, tenant.organisation(), Actor.system("actions"), Deed.created("due_run", row.id(), row));
            return row;
        });
        hands.beginning().make(tenant, due);
    }

    /// A due run as it stands.
    public DueRun show(Tenant tenant, UUID id) {
        return database.read(tenant, _ -> books.rows().findById(id))
                .orElseThrow(() -> RefusedException.missing("due run", id));
    }

    /// The newest first, after a place.
    ///
    /// @param state the only one that is asked for; absent for all
    public List<DueRun> page(Tenant tenant, Optional<String> state, Stamp after, int limit) {
        return database.read(
                tenant,
                _ -> state.isPresent()
                        ? books.rows().page(state.get(), after.at(), after.id(), limit)
                        : books.rows().page(after.at(), after.id(), limit));
    }

    private PactVersion newest(UUID pact) {
        return books.versions()
                .findFirstByPactOrderByNumberDesc(pact)
                .orElseThrow(() -> RefusedException.missing("pact", pact));
    }

    private Watch watch(Connection connection, PactVersion version) throws SQLException {
        try (var open = books.files().read(connection, version).open()) {
            return open.read().pact().watch();
        }
    }
}
