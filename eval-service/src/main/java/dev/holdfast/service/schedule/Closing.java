package dev.holdfast.service.schedule;

import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.evaluation.Judgement;
import dev.holdfast.service.evaluation.RunIntake;
import dev.holdfast.service.store.Evaluations;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredEvaluation;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Closes a due run whose shards have all been made: it becomes a stored run, is held against the baseline in force,
/// and
/// the watch hears of it. Every step leaves a trace, so that closing again after a crash goes on and repeats nothing.
@Singleton
final class Closing {
    private final Database database;
    private final Books books;
    private final Judgement judgement;
    private final Ears ears;
    private final Stamps stamps;
    private final AuditLog log;

    /// What is read and written.
    @Singleton
    record Books(
            DueRunRows rows, Runs runs, Observations observations, PactVersions versions, Evaluations evaluations) {}

    /// Who hears of a run, and who is told.
    @Singleton
    record Ears(Listening listening, Telling telling) {}

    Closing(Database database, Books books, Judgement judgement, Ears ears, Registrar registrar) {
        this.database = database;
        this.books = books;
        this.judgement = judgement;
        this.ears = ears;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    void close(Tenant tenant, UUID id) {
        var due = database.read(tenant, _ -> books.rows().findById(id)).filter(row -> !row.isOver());
        if (due.isEmpty()) {
            return;
        }
        var version = database.write(tenant, connection -> keep(connection, due.get()));
        var evaluation = evaluation(tenant, version, due.get().run());
        evaluation.ifPresent(judged -> ears.telling()
                .tell(tenant, due.get(), judged, ears.listening().hear(tenant, due.get(), version, judged)));
        var note = evaluation.isPresent() ? null : "the pact has no certified baseline";
        database.write(
                tenant,
                _ -> books.rows()
                        .update(due.get()
                                .ended(
                                        stamps.now(),
                                        evaluation.map(StoredEvaluation::id).orElse(null),
                                        note)));
    }

    private PactVersion keep(Connection connection, DueRun due) throws SQLException {
        if (books.runs().findById(due.run()).isEmpty()) {
            var run = books.observations().read(connection, due.stored(due.plan(), List.of(), 0, 0, ""));
            var saved = books.runs()
                    .save(due.stored(
                            due.plan(),
                            List.copyOf(run.models()),
                            run.observations().size(),
                            Math.toIntExact(run.failures()),
                            RunIntake.digest(run).value()));
            log.record(
                    connection, due.organisation(), Actor.system("scheduler"), Deed.created("run", saved.id(), saved));
        }
        return books.versions().findById(due.pactVersion()).orElseThrow();
    }

    private Optional<StoredEvaluation> evaluation(Tenant tenant, PactVersion version, UUID run) {
        return database.read(tenant, _ -> books.evaluations().findFirstByRun(run))
                .or(() ->
                        judgement.judge(tenant, version, run, Optional.empty()).map(Judgement.Judged::stored));
    }
}
