package dev.holdfast.service.evaluation;

import dev.holdfast.baselines.certify.BaselineFile;
import dev.holdfast.baselines.certify.UntrustedBaselineException;
import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.ControlGround;
import dev.holdfast.baselines.compare.Evaluator;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.bundle.OpenBundle;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.local.Candidate;
import dev.holdfast.service.store.Baselines;
import dev.holdfast.service.store.Evaluations;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.StoredBaseline;
import dev.holdfast.service.store.StoredEvaluation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Compares stored runs with the baseline in force, exactly as `holdfast gate` does.
@Singleton
public final class Judgement {
    private final Database database;
    private final Evidence evidence;
    private final Stores stores;
    private final Certifying certifying;
    private final Stamps stamps;
    private final AuditLog log;

    /// What is read and written beside the evidence.
    @Singleton
    record Stores(Baselines baselines, Evaluations evaluations, ServiceIdentity identity) {}

    Judgement(Database database, Evidence evidence, Stores stores, Certifying certifying, Registrar registrar) {
        this.database = database;
        this.evidence = evidence;
        this.stores = stores;
        this.certifying = certifying;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// An evaluation and where it is kept.
    public record Judged(Evaluation evaluation, StoredEvaluation stored) {}

    /// The evaluation of a run, kept; absent where the pact has no certified baseline.
    ///
    /// @param candidate the model that is asked about instead of the pact's
    public Optional<Judged> judge(Tenant tenant, PactVersion version, UUID run, Optional<String> candidate) {
        return certified(tenant, version.pact()).map(certified -> {
            try (var material = open(tenant, version, run, certified)) {
                var evaluation = evaluate(material, candidate);
                return new Judged(evaluation, keep(tenant, version, run, certified, evaluation));
            }
        });
    }

    /// The baseline in force.
    ///
    /// @param trusted whether its signature was verified just now
    public record InForce(StoredBaseline stored, boolean trusted) {}

    /// What a pact is held against now; absent where nothing is certified.
    public Optional<InForce> inForce(Tenant tenant, UUID pact) {
        return certified(tenant, pact).map(stored -> new InForce(stored, isTrusted(tenant, stored)));
    }

    /// Since when the baseline in force is of this model; absent where it is of another one.
    Optional<Instant> certifiedSince(Tenant tenant, UUID pact, String model) {
        return inForce(tenant, pact)
                .filter(InForce::trusted)
                .map(InForce::stored)
                .filter(stored -> {
                    var pin = Json.read("certificate", stored.certificate(), Certificate.class)
                            .pin();
                    return pin.model().map(model::equals).orElse(pin.served().contains(model));
                })
                .map(stored -> Optional.ofNullable(stored.decidedAt()).orElse(stored.createdAt()));
    }

    /// Whether a control that is what it was when it was certified was asked beside a run.
    public boolean isControlled(Tenant tenant, UUID pact, UUID run) {
        var control = database.read(tenant, connection -> evidence.of(connection, pact, List.of(run)))
                .control();
        return !control.isEmpty()
                && inForce(tenant, pact)
                        .filter(InForce::trusted)
                        .map(found ->
                                BaselineFile.read("baseline", found.stored().file(), certifying.trusted(tenant)))
                        .filter(baseline ->
                                new ControlGround(baseline.control(), Optional.of(control.getFirst())).stands())
                        .isPresent();
    }

    private boolean isTrusted(Tenant tenant, StoredBaseline stored) {
        try {
            BaselineFile.read("baseline", stored.file(), certifying.trusted(tenant));
            return true;
        } catch (UntrustedBaselineException _) {
            return false;
        }
    }

    /// A run with what it was judged by, and what came of it.
    public record Examined(PactFile file, Baseline baseline, Run run, StoredEvaluation evaluation) {}

    /// Judges a run unless that was done before, and has what it was judged by looked at; absent where the pact has no
    /// certified baseline.
    public <T> Optional<T> examine(Tenant tenant, PactVersion version, UUID run, Function<Examined, T> look) {
        var before = database.read(tenant, _ -> stores.evaluations().findFirstByRun(run));
        var baseline = before.isPresent()
                ? database.read(
                        tenant, _ -> stores.baselines().findById(before.get().baseline()))
                : certified(tenant, version.pact());
        return baseline.map(certified -> {
            try (var material = open(tenant, version, run, certified)) {
                var evaluation = before.orElseGet(
                        () -> keep(tenant, version, run, certified, evaluate(material, Optional.empty())));
                return look.apply(new Examined(material.file(), material.baseline(), material.agent(), evaluation));
            }
        });
    }

    /// What judges said of the certified runs, and the answers that others are held against.
    public Hearing known(Tenant tenant, UUID pact) {
        return certified(tenant, pact)
                .map(certified -> Hearing.of(read(tenant, certified).runs()))
                .orElse(Hearing.NONE);
    }

    private Optional<StoredBaseline> certified(Tenant tenant, UUID pact) {
        return database.read(
                tenant,
                _ -> stores.baselines().findFirstByPactAndStateOrderByDecidedAtDesc(pact, StoredBaseline.CERTIFIED));
    }

    private Baseline read(Tenant tenant, StoredBaseline certified) {
        return BaselineFile.read("baseline", certified.file(), certifying.trusted(tenant));
    }

    /// Everything that a judgement rests on; the pact's files are there until it is closed.
    private record Material(OpenBundle open, PactFile file, Baseline baseline, Evidence.Found found)
            implements AutoCloseable {
        Run agent() {
            return found.runs().getFirst();
        }

        @Override
        public void close() {
            open.close();
        }
    }

    private Material open(Tenant tenant, PactVersion version, UUID run, StoredBaseline certified) {
        var found = database.read(tenant, connection -> evidence.of(connection, version, List.of(run)));
        var baseline = read(tenant, certified);
        var open = found.bundle().open();
        try {
            return new Material(open, open.read(), baseline, found);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private Evaluation evaluate(Material material, Optional<String> candidate) {
        var file = material.file();
        var asked = candidate.flatMap(model -> Candidate.of(file, model)).orElse(file);
        return new Evaluator(
                        asked,
                        material.baseline(),
                        material.agent(),
                        material.found().control().stream().findFirst(),
                        Confidence.DEFAULT)
                .evaluate(
                        "gate-" + material.agent().id(),
                        stamps.now(),
                        stores.identity().version());
    }

    private StoredEvaluation keep(
            Tenant tenant, PactVersion version, UUID run, StoredBaseline baseline, Evaluation evaluation) {
        var row = new StoredEvaluation(
                version.organisation(),
                version.project(),
                stamps.next().id(),
                version.pact(),
                version.id(),
                run,
                baseline.id(),
                evaluation.id(),
                evaluation.verdict().name(),
                evaluation.headline(),
                evaluation.at(),
                Json.pretty(evaluation));
        return database.write(tenant, connection -> {
            var saved = stores.evaluations().save(row);
            log.record(
                    connection,
                    tenant.organisation(),
                    Actor.system("evaluator"),
                    Deed.decided("evaluation", saved.id(), saved.verdict().toLowerCase(Locale.ROOT), saved));
            return saved;
        });
    }
}
