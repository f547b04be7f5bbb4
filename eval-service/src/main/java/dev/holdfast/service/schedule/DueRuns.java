package dev.holdfast.service.schedule;

import dev.holdfast.harness.target.Plans;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.evaluation.ServiceIdentity;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Writes down which runs are due, each once, and has their shards made.
@Singleton
public final class DueRuns {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Database database;
    private final Books books;
    private final Timetable timetable;
    private final Stamps stamps;
    private final AuditLog log;
    private final ServiceIdentity identity;

    /// What is read and written.
    @Singleton
    record Books(
            DueRunRows rows,
            Shards shards,
            Schedules schedules,
            PactVersions versions,
            PactFiles files,
            Observations observations) {}

    DueRuns(Database database, Books books, Timetable timetable, Registrar registrar, ServiceIdentity identity) {
        this.database = database;
        this.books = books;
        this.timetable = timetable;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
        this.identity = identity;
    }

    /// A pact's schedule.
    ///
    /// @param every  a duration, or a cron expression; absent where it is not run by the clock
    /// @param nextAt absent where nothing is due any more
    public record Standing(Optional<String> every, boolean paused, Optional<Instant> nextAt) {}

    /// Runs the pact by the clock from now on, if its newest version says so.
    public Standing follow(Tenant tenant, UUID pact) {
        var standing = database.write(tenant, connection -> {
            var version = newest(pact);
            if (watch(connection, version).every().isPresent()) {
                books.schedules().begin(connection, version, stamps.now());
            }
            return standing(connection, version);
        });
        timetable.due(tenant, pact, standing.nextAt());
        return standing;
    }

    /// How the pact's schedule stands.
    public Standing standing(Tenant tenant, UUID pact) {
        return database.read(tenant, connection -> standing(connection, newest(pact)));
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
        var now = stamps.now();
        var due = database.write(asker.tenant(), connection -> {
            var row = begin(connection, newest(pact), DueRun.DEMAND, now, new Wish(priority, asker.member()));
            log.record(connection, asker.organisation(), asker.actor(), Deed.created("due_run", row.id(), row));
            return row;
        });
        make(asker.tenant(), due);
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
            var row = begin(connection, version, DueRun.VERIFY, at, new Wish(Wish.SOONER, version.author()));
            log.record(
                    connection, tenant.organisation(), Actor.system("actions"), Deed.created("due_run", row.id(), row));
            return row;
        });
        make(tenant, due);
    }

    /// All times that have come due since the last one: the newest is run, those before it were missed.
    void catchUp(Tenant tenant, UUID pact) {
        var due = database.write(tenant, connection -> catchUp(connection, newest(pact)));
        due.ifPresent(row -> make(tenant, row));
        timetable.due(tenant, pact, standing(tenant, pact).nextAt());
    }

    /// A due run as it stands.
    public DueRun show(Tenant tenant, UUID id) {
        return database.read(tenant, _ -> books.rows().findById(id))
                .orElseThrow(() -> RefusedException.missing("due run", id));
    }

    /// The newest first, after a place.
    public List<DueRun> page(Tenant tenant, Stamp after, int limit) {
        return database.read(tenant, _ -> books.rows().page(after.at(), after.id(), limit));
    }

    private Optional<DueRun> catchUp(Connection connection, PactVersion version) throws SQLException {
        var every = watch(connection, version).every();
        var schedule = books.schedules().find(connection, version.pact());
        if (every.isEmpty() || schedule.isEmpty()) {
            return Optional.empty();
        }
        var last = last(version.pact());
        var from = last.map(DueRun::dueAt).orElse(schedule.get().anchor().minusMillis(1));
        var times = new Rhythm(every.get(), schedule.get().anchor()).between(from, stamps.now());
        if (times.isEmpty()) {
            // a node died between writing down and doing
            return last.filter(row -> !row.isOver());
        }
        var missed = schedule.get().paused() ? times : times.subList(0, times.size() - 1);
        var why = schedule.get().paused() ? "the schedule was paused" : "no node was there in time";
        for (var time : missed) {
            books.rows()
                    .save(row(version, DueRun.SCHEDULE, time, Wish.ofClock(version))
                            .missed(stamps.now(), why));
        }
        return schedule.get().paused()
                ? Optional.empty()
                : Optional.of(begin(connection, version, DueRun.SCHEDULE, times.getLast(), Wish.ofClock(version)));
    }

    /// @param priority the higher the sooner
    private record Wish(int priority, UUID by) {
        private static final int USUAL = 5;
        private static final int SOONER = 8;

        static Wish ofClock(PactVersion version) {
            return new Wish(USUAL, version.author());
        }
    }

    private DueRun begin(Connection connection, PactVersion version, String reason, Instant at, Wish wish)
            throws SQLException {
        var there = books.rows().findByPactAndReasonAndDueAt(version.pact(), reason, at);
        if (there.isPresent()) {
            return there.get();
        }
        try (var open = books.files().read(connection, version).open()) {
            var file = open.read();
            var row = row(version, reason, at, wish);
            var plan = Plans.of(file, repeats(file), row.name(), row.createdAt(), identity.version());
            var saved = books.rows().save(row.planned(RunFile.line(plan)));
            books.shards().add(connection, saved, Shard.cut(file.suite()));
            books.observations().prepare(connection, saved.stored(saved.plan(), List.of(), 0, 0, ""));
            return saved;
        }
    }

    private void make(Tenant tenant, DueRun due) {
        var open = database.read(tenant, connection -> books.shards().open(connection, due.id()));
        open.forEach(shard -> timetable.shard(due, shard.number()));
        if (open.isEmpty() && !due.isOver()) {
            timetable.close(due);
        }
    }

    private DueRun row(PactVersion version, String reason, Instant at, Wish wish) {
        var born = stamps.next();
        var id = born.id();
        var name = "%s-%s-%s"
                .formatted(
                        reason,
                        STAMP.format(at),
                        id.toString().substring(id.toString().length() - 6));
        return new DueRun(
                version.organisation(),
                version.project(),
                id,
                version.pact(),
                version.id(),
                reason,
                at,
                wish.priority(),
                DueRun.MAKING,
                stamps.next().id(),
                name,
                null,
                wish.by(),
                born.at(),
                null,
                null,
                null);
    }

    private Standing standing(Connection connection, PactVersion version) throws SQLException {
        var every = watch(connection, version).every();
        var schedule = books.schedules().find(connection, version.pact());
        var next = every.isEmpty() || schedule.isEmpty()
                ? Optional.<Instant>empty()
                : new Rhythm(every.get(), schedule.get().anchor())
                        .next(last(version.pact())
                                .map(DueRun::dueAt)
                                .orElse(schedule.get().anchor().minusMillis(1)));
        return new Standing(
                every.map(DueRuns::text), schedule.map(Schedules.Row::paused).orElse(false), next);
    }

    private static String text(Watch.Schedule schedule) {
        return switch (schedule) {
            case Watch.Schedule.Interval(var length) -> length.toString();
            case Watch.Schedule.Cron(var expression) -> expression;
        };
    }

    private Optional<DueRun> last(UUID pact) {
        return books.rows().findFirstByPactAndReasonOrderByDueAtDesc(pact, DueRun.SCHEDULE);
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

    /// Where the pact leaves it open, each task is asked once: the watch adds runs up.
    private static int repeats(PactFile file) {
        return file.pact().watch().repeats().orElse(new Watch.Repeats.Auto()) instanceof Watch.Repeats.Times(var count)
                ? count
                : 1;
    }
}
