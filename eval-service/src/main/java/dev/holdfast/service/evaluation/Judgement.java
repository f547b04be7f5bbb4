package dev.holdfast.service.evaluation;

import dev.holdfast.baselines.certify.BaselineFile;
import dev.holdfast.baselines.certify.UntrustedBaselineException;
import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.ControlGround;
import dev.holdfast.baselines.compare.Evaluator;
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
        var baseline = database.read(
                tenant,
                _ -> stores.baselines()
                        .findFirstByPactAndStateOrderByDecidedAtDesc(version.pact(), StoredBaseline.CERTIFIED));
        return baseline.map(certified -> {
            var evaluation = evaluate(tenant, version, run, certified, candidate);
            return new Judged(evaluation, keep(tenant, version, run, certified, evaluation));
        });
    }

    /// The baseline in force.
    ///
    /// @param trusted whether its signature was verified just now
    public record InForce(StoredBaseline stored, boolean trusted) {}

    /// What a pact is held against now; absent where nothing is certified.
    public Optional<InForce> inForce(Tenant tenant, UUID pact) {
        return database.read(
                        tenant,
                        _ -> stores.baselines()
                                .findFirstByPactAndStateOrderByDecidedAtDesc(pact, StoredBaseline.CERTIFIED))
                .map(stored -> new InForce(stored, isTrusted(tenant, stored)));
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

    /// What a run was judged by.
    public record Material(PactFile file, Baseline baseline, Run run) {}

    /// Has another look at what a run was judged by.
    public <T> T material(Tenant tenant, PactVersion version, StoredEvaluation judged, Function<Material, T> look) {
        var found = database.read(tenant, connection -> evidence.of(connection, version, List.of(judged.run())));
        var certified = database.read(tenant, _ -> stores.baselines().findById(judged.baseline()))
                .orElseThrow();
        var baseline = BaselineFile.read("baseline", certified.file(), certifying.trusted(tenant));
        try (var open = found.bundle().open()) {
            return look.apply(new Material(open.read(), baseline, found.runs().getFirst()));
        }
    }

    private Evaluation evaluate(
            Tenant tenant, PactVersion version, UUID run, StoredBaseline certified, Optional<String> candidate) {
        var found = database.read(tenant, connection -> evidence.of(connection, version, List.of(run)));
        var baseline = BaselineFile.read("baseline", certified.file(), certifying.trusted(tenant));
        try (var open = found.bundle().open()) {
            var file = open.read();
            var asked = candidate.flatMap(model -> Candidate.of(file, model)).orElse(file);
            var agent = found.runs().getFirst();
            return new Evaluator(
                            asked, baseline, agent, found.control().stream().findFirst(), Confidence.DEFAULT)
                    .evaluate(
                            "gate-" + agent.id(),
                            stamps.now(),
                            stores.identity().version());
        }
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
