package dev.holdfast.service.schedule;

import dev.holdfast.harness.target.Plans;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.evaluation.ServiceIdentity;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersion;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes a due run down with its shards, once, and has them made.
@Singleton
final class Beginning {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Database database;
    private final Books books;
    private final Hands hands;
    private final Stamps stamps;
    private final ServiceIdentity identity;

    /// What is read and written.
    @Singleton
    record Books(DueRunRows rows, Shards shards, PactFiles files, Observations observations) {}

    /// Who does it.
    @Singleton
    record Hands(Timetable timetable, Turns turns) {}

    Beginning(Database database, Books books, Hands hands, Stamps stamps, ServiceIdentity identity) {
        this.database = database;
        this.books = books;
        this.hands = hands;
        this.stamps = stamps;
        this.identity = identity;
    }

    /// A run that somebody or something wants.
    ///
    /// @param reason   as [DueRun] has it
    /// @param priority the higher the sooner
    /// @param detail   what is to be known of it
    record Wish(
            String reason,
            Instant at,
            int priority,
            UUID by,
            @Nullable String detail) {
        private static final int USUAL = 5;
        private static final int SOONER = 8;

        static Wish ofClock(PactVersion version, Instant at) {
            return new Wish(DueRun.SCHEDULE, at, USUAL, version.author(), null);
        }

        static Wish ofAction(PactVersion version, Instant at) {
            return new Wish(DueRun.VERIFY, at, SOONER, version.author(), null);
        }

        static Wish ofChange(PactVersion version, Instant at, String what) {
            return new Wish(DueRun.CHANGE, at, USUAL, version.author(), what);
        }
    }

    /// Writes it down inside the tenant's transaction, unless it is there.
    DueRun begin(Connection connection, PactVersion version, Wish wish) throws SQLException {
        var there = books.rows().findByPactAndReasonAndDueAt(version.pact(), wish.reason(), wish.at());
        if (there.isPresent()) {
            return there.get();
        }
        try (var open = books.files().read(connection, version).open()) {
            var file = open.read();
            var row = row(version, wish, file.pact().control().isPresent(), hasSpend(file));
            var plan = Plans.of(file, repeats(file), row.name(), row.createdAt(), identity.version());
            var saved = books.rows().save(row.planned(RunFile.line(plan)));
            books.shards().add(connection, saved, Shard.cut(file));
            books.observations().prepare(connection, saved.begun(false));
            return saved;
        }
    }

    /// Writes down that it was not begun in time.
    DueRun miss(PactVersion version, Instant at, String why) {
        return books.rows()
                .save(row(version, Wish.ofClock(version, at), false, false).missed(stamps.now(), why));
    }

    /// Has made what is not made yet, when its turn has come. It may be called again and again.
    void make(Tenant tenant, DueRun due) {
        if (due.isOver()) {
            return;
        }
        if (database.read(tenant, connection -> books.shards().open(connection, due.id()))
                .isEmpty()) {
            hands.timetable().close(due);
        } else {
            hands.turns().give(tenant);
        }
    }

    private DueRun row(PactVersion version, Wish wish, boolean hasControl, boolean inTurn) {
        var born = stamps.next();
        var id = born.id();
        var name = "%s-%s-%s"
                .formatted(
                        wish.reason(),
                        STAMP.format(wish.at()),
                        id.toString().substring(id.toString().length() - 6));
        return new DueRun(
                version.organisation(),
                version.project(),
                id,
                version.pact(),
                version.id(),
                wish.reason(),
                wish.at(),
                wish.priority(),
                DueRun.MAKING,
                stamps.next().id(),
                hasControl ? stamps.next().id() : null,
                inTurn,
                name,
                null,
                wish.by(),
                born.at(),
                null,
                null,
                wish.detail());
    }

    private static boolean hasSpend(PactFile file) {
        var spend = file.pact().watch().spend();
        return spend.perRun().isPresent() || spend.perMonth().isPresent();
    }

    /// Where the pact leaves it open, each task is asked once: the watch adds runs up.
    private static int repeats(PactFile file) {
        return file.pact().watch().repeats().orElse(new Watch.Repeats.Auto()) instanceof Watch.Repeats.Times(var count)
                ? count
                : 1;
    }
}
