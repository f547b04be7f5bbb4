package dev.holdfast.service.schedule;

import dev.holdfast.schema.pact.Watch;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Looks which times of a pact have come due since the last one, and has itself woken at the next.
@Singleton
final class CatchingUp {
    private final Database database;
    private final Books books;
    private final Hands hands;
    private final Stamps stamps;

    /// What is read and written.
    @Singleton
    record Books(DueRunRows rows, Schedules schedules, PactVersions versions, PactFiles files) {}

    /// Who does it.
    @Singleton
    record Hands(Beginning beginning, Timetable timetable, Tally tally) {}

    CatchingUp(Database database, Books books, Hands hands, Stamps stamps) {
        this.database = database;
        this.books = books;
        this.hands = hands;
        this.stamps = stamps;
    }

    /// All times that have come due since the last one: the newest is run, those before it were missed.
    void catchUp(Tenant tenant, UUID pact) {
        var missed = new ArrayList<DueRun>();
        var due = database.write(tenant, connection -> {
            var version = newest(pact);
            var schedule = schedule(connection, version);
            return schedule.isPresent()
                    ? catchUp(connection, version, schedule.get(), missed)
                    : Optional.<DueRun>empty();
        });
        missed.forEach(row -> hands.tally().missed(tenant, row));
        due.ifPresent(row -> hands.beginning().make(tenant, row));
        wake(tenant, pact);
    }

    /// All times that have come due since the last one pass, since no run of the pact can be begun.
    void skip(Tenant tenant, UUID pact, String why) {
        var missed = database.write(tenant, connection -> {
            var version = newest(pact);
            return books.schedules().find(connection, version).flatMap(Schedules.Row::rhythm).stream()
                    .flatMap(rhythm -> rhythm.between(after(rhythm, last(pact)), stamps.now()).stream())
                    .map(time -> hands.beginning().miss(version, time, why))
                    .toList();
        });
        missed.forEach(row -> hands.tally().missed(tenant, row));
        wake(tenant, pact);
    }

    /// Comes back when a run is begun next.
    void wake(Tenant tenant, Schedules.Row schedule, UUID pact) {
        var begins = database.read(
                tenant,
                _ -> schedule.rhythm().flatMap(rhythm -> next(rhythm, pact).map(rhythm::begins)));
        hands.timetable().due(tenant, pact, begins);
    }

    /// Pacts that are run by the clock and that nobody is woken for: the database went away just when that was to be
    /// remembered.
    void wakeForgotten(Tenant tenant) {
        database.read(tenant, books.schedules()::forgotten).forEach(pact -> wake(tenant, pact));
    }

    /// When a run is due next, inside the tenant's transaction.
    Optional<Instant> next(Rhythm rhythm, UUID pact) {
        return rhythm.next(after(rhythm, last(pact)));
    }

    private void wake(Tenant tenant, UUID pact) {
        database.read(tenant, connection -> books.schedules().find(connection, newest(pact)))
                .ifPresent(row -> wake(tenant, row, pact));
    }

    private Optional<DueRun> catchUp(
            Connection connection, PactVersion version, Schedules.Row schedule, List<DueRun> missed)
            throws SQLException {
        var rhythm = schedule.rhythm().orElseThrow();
        var last = last(version.pact());
        var times = rhythm.between(after(rhythm, last), stamps.now());
        if (times.isEmpty()) {
            // a node died between writing down and doing
            return last.filter(row -> !row.isOver());
        }
        var past = schedule.paused() ? times : times.subList(0, times.size() - 1);
        var why = schedule.paused() ? "the schedule was paused" : "no node was there in time";
        past.forEach(time -> missed.add(hands.beginning().miss(version, time, why)));
        return schedule.paused()
                ? Optional.empty()
                : Optional.of(
                        hands.beginning().begin(connection, version, Beginning.Wish.ofClock(version, times.getLast())));
    }

    /// Absent where the pact is not run by the clock.
    private Optional<Schedules.Row> schedule(Connection connection, PactVersion version) throws SQLException {
        var known = books.schedules().find(connection, version);
        if (known.isEmpty()) {
            // a version came in, and the node died before it was followed
            books.schedules().write(connection, version, watch(connection, version), stamps.now());
        }
        return books.schedules()
                .find(connection, version)
                .filter(row -> row.rhythm().isPresent());
    }

    private Watch watch(Connection connection, PactVersion version) throws SQLException {
        try (var open = books.files().read(connection, version).open()) {
            return open.read().pact().watch();
        }
    }

    private static Instant after(Rhythm rhythm, Optional<DueRun> last) {
        return last.map(DueRun::dueAt).orElse(rhythm.anchor().minusMillis(1));
    }

    private Optional<DueRun> last(UUID pact) {
        return books.rows().findFirstByPactAndReasonOrderByDueAtDesc(pact, DueRun.SCHEDULE);
    }

    private PactVersion newest(UUID pact) {
        return books.versions()
                .findFirstByPactOrderByNumberDesc(pact)
                .orElseThrow(() -> RefusedException.missing("pact", pact));
    }
}
