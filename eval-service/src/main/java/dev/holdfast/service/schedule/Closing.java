package dev.holdfast.service.schedule;

import dev.holdfast.harness.target.Plans;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.evaluation.Judgement;
import dev.holdfast.service.evaluation.RunIntake;
import dev.holdfast.service.evaluation.ServiceIdentity;
import dev.holdfast.service.local.Controls;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredEvaluation;
import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Closes a due run whose shards have all been made: judges are heard, it becomes a stored run, is held against the
/// baseline in force, and the watch hears of it. Every step leaves a trace, so that closing again after a crash goes on
/// and repeats nothing but what judges were being asked.
@Singleton
final class Closing {
    private final Database database;
    private final Books books;
    private final Court court;
    private final Ears ears;
    private final Stamps stamps;
    private final AuditLog log;

    /// What is read and written.
    @Singleton
    record Books(DueRunRows rows, Runs runs, Observations observations, PactVersions versions, PactFiles files) {}

    /// Who says what a run is worth.
    @Singleton
    record Court(Jury jury, Judgement judgement, Stenographer stenographer, ServiceIdentity identity) {}

    /// Who hears of a run, and who is told.
    @Singleton
    record Ears(Listening listening, Telling telling, Tally tally) {}

    Closing(Database database, Books books, Court court, Ears ears, Registrar registrar) {
        this.database = database;
        this.books = books;
        this.court = court;
        this.ears = ears;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// @throws InvalidDocumentException where a secret of a judge is not there, or the service may not reach it
    void close(Tenant tenant, UUID id) {
        var found = database.read(tenant, _ -> books.rows().findById(id)).filter(row -> !row.isOver());
        if (found.isEmpty()) {
            return;
        }
        var due = found.get();
        var version = keep(tenant, due);
        var evaluation = court.judgement().examine(tenant, version, due.run(), examined -> {
            ears.telling()
                    .tell(tenant, due, examined.evaluation(), ears.listening().hear(tenant, due, examined));
            return examined.evaluation();
        });
        end(tenant, due, evaluation);
    }

    private void end(Tenant tenant, DueRun due, Optional<StoredEvaluation> evaluation) {
        var note = evaluation.isPresent() ? null : "the pact has no certified baseline";
        var ended = due.ended(stamps.now(), evaluation.map(StoredEvaluation::id).orElse(null), note);
        database.write(tenant, _ -> books.rows().update(ended));
        ears.tally().ended(tenant, ended, evaluation);
    }

    private PactVersion keep(Tenant tenant, DueRun due) {
        var version = database.read(tenant, _ -> books.versions().findById(due.pactVersion()))
                .orElseThrow();
        if (database.read(tenant, _ -> books.runs().findById(due.run())).isEmpty()) {
            var bundle = database.read(tenant, connection -> books.files().read(connection, version));
            try (var open = bundle.open()) {
                var file = open.read();
                var run = court.jury()
                        .hear(
                                due.organisation(),
                                file,
                                made(tenant, due, false),
                                () -> court.judgement().known(tenant, due.pact()));
                var control =
                        due.controlRun() == null ? Optional.<Run>empty() : Optional.of(control(tenant, due, file, run));
                database.write(tenant, connection -> {
                    court.stenographer().keep(connection, keep(connection, due, run, false), file, run);
                    if (control.isPresent()) {
                        var kept = keep(connection, due, control.get(), true);
                        court.stenographer()
                                .keep(connection, kept, Controls.of(file).orElseThrow(), control.get());
                    }
                    return true;
                });
            }
        }
        return version;
    }

    private Run made(Tenant tenant, DueRun due, boolean control) {
        return database.read(tenant, connection -> books.observations().read(connection, due.begun(control)));
    }

    private StoredRun keep(Connection connection, DueRun due, Run run, boolean control) throws SQLException {
        var saved = books.runs()
                .save(due.stored(
                        control,
                        new DueRun.Seen(
                                run.plan().map(RunFile::line).orElse(null),
                                List.copyOf(run.models()),
                                run.observations().size(),
                                Math.toIntExact(run.failures()),
                                RunIntake.digest(run).value())));
        books.observations().vote(connection, saved, run.votes());
        log.record(connection, due.organisation(), Actor.system("scheduler"), Deed.created("run", saved.id(), saved));
        return saved;
    }

    private Run control(Tenant tenant, DueRun due, PactFile file, Run agents) {
        var plan = Plans.of(
                Controls.of(file).orElseThrow(),
                agents.plan().orElseThrow().repeats(),
                due.controlName(),
                due.createdAt(),
                court.identity().version());
        var seen = made(tenant, due, true).observations();
        return new Run(due.controlName(), Optional.of(plan), seen, List.of());
    }
}
