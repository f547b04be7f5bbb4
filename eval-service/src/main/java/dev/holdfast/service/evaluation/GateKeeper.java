package dev.holdfast.service.evaluation;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.holdfast.baselines.certify.UntrustedBaselineException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.figures.Figures;
import dev.holdfast.service.gate.Decision.Undecided;
import dev.holdfast.service.gate.GateAnswer;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.respond.Quarantines;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.store.Gate;
import dev.holdfast.service.store.Gates;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredPact;
import dev.holdfast.service.store.StoredRun;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks gates, and has them answered.
///
/// A gate that was asked stays asked: whichever node is asked for the answer of one that nobody works at takes it up.
@Singleton
public final class GateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(GateKeeper.class);

    /// How long a node may work at a gate before another takes it for dead.
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Database database;
    private final Books books;
    private final RunIntake intake;
    private final Judgement judgement;
    private final Stamps stamps;
    private final AuditLog log;

    /// What a gate is looked up in.
    @Singleton
    record Books(
            Pacts pacts, PactVersions versions, Gates gates, Runs runs, Quarantines quarantines, Figures figures) {}

    GateKeeper(Database database, Books books, RunIntake intake, Judgement judgement, Registrar registrar) {
        this.database = database;
        this.books = books;
        this.intake = intake;
        this.judgement = judgement;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// What is asked.
    ///
    /// @param project absent where the pact's name says enough
    /// @param pact    its name
    /// @param digest  of the pact with its files, as whoever asks has them
    /// @param run     the candidate's run as JSON Lines, and its control's
    public record Question(
            @Schema(requiredMode = NOT_REQUIRED) Optional<UUID> project,
            String pact,
            String digest,
            String run,
            @Schema(requiredMode = NOT_REQUIRED) Optional<String> candidate,
            @Schema(requiredMode = NOT_REQUIRED) Optional<String> environment,
            @Schema(requiredMode = NOT_REQUIRED) Optional<Undecided> onInconclusive) {}

    /// Writes the question down. What the pipeline brings along cannot weaken the gate: it must be a version that an
    /// author sent before.
    public Gate ask(Principal asker, Question question) {
        var version = database.read(asker.tenant(), _ -> version(question));
        var taken = intake.take(asker, version.pact(), question.run());
        var born = stamps.next();
        var gate = new Gate(
                version.organisation(),
                version.project(),
                born.id(),
                version.pact(),
                version.id(),
                candidate(taken.runs()).id(),
                question.candidate().orElse(null),
                question.environment().orElse(null),
                question.onInconclusive().orElse(Undecided.DENY).name().toLowerCase(Locale.ROOT),
                asker.member(),
                born.at(),
                null,
                null,
                null);
        return database.write(asker.tenant(), connection -> {
            var saved = books.gates().save(gate);
            log.record(connection, asker.organisation(), asker.actor(), Deed.created("gate", saved.id(), saved));
            return saved;
        });
    }

    /// Finds the answer, unless another node is at it or there is one.
    public void work(Tenant tenant, UUID id) {
        var now = stamps.now();
        var mine = database.write(tenant, _ -> books.gates().claim(id, now, now.minus(LEASE)));
        if (mine == 0) {
            return;
        }
        var gate = show(tenant, id);
        try {
            answer(tenant, gate);
        } catch (UntrustedBaselineException e) {
            write(tenant, gate, GateAnswer.failed("UNTRUSTED_BASELINE", stamps.now()), Optional.empty());
        } catch (RuntimeException e) {
            LOG.error("gate {} could not be answered", id, e);
            write(tenant, gate, GateAnswer.failed("FAULT", stamps.now()), Optional.empty());
        }
    }

    /// A gate as it stands.
    public Gate show(Tenant tenant, UUID id) {
        return database.read(tenant, _ -> books.gates().findById(id))
                .orElseThrow(() -> RefusedException.missing("gate", id));
    }

    /// Its answer at this time.
    public GateAnswer answer(Gate gate) {
        return Optional.ofNullable(gate.answer())
                .map(text -> Json.read("answer", text, GateAnswer.class).at(stamps.now()))
                .orElseGet(GateAnswer::pending);
    }

    private void answer(Tenant tenant, Gate gate) {
        var version = database.read(tenant, _ -> books.versions().findById(gate.version()))
                .orElseThrow();
        var judged = judgement.judge(tenant, version, gate.run(), Optional.ofNullable(gate.candidate()));
        var answer = judged.map(found -> GateAnswer.of(
                        found.evaluation(),
                        Undecided.valueOf(gate.onInconclusive().toUpperCase(Locale.ROOT))))
                .orElseGet(() -> GateAnswer.nothing("NO_CERTIFIED_BASELINE", stamps.now()));
        write(
                tenant,
                gate,
                isQuarantined(tenant, gate) ? answer.quarantined() : answer,
                judged.map(found -> found.stored().id()));
    }

    /// The model that is asked about, or whichever answered. One that was certified since it was taken back is let
    /// through.
    private boolean isQuarantined(Tenant tenant, Gate gate) {
        var pact =
                database.read(tenant, _ -> books.pacts().findById(gate.pact())).orElseThrow();
        var models = Optional.ofNullable(gate.candidate())
                .map(List::of)
                .orElseGet(() -> database.read(tenant, _ -> books.runs().findById(gate.run()))
                        .orElseThrow()
                        .models());
        var held = books.quarantines().of(tenant).stream()
                .filter(each -> each.subject().pact().equals(pact.name()))
                .filter(each -> each.subject().project().isEmpty()
                        || each.subject().project().get().equals(pact.project().toString()))
                .toList();
        return models.stream()
                .anyMatch(model -> held.stream()
                        .anyMatch(each -> each.holds(model, judgement.certifiedSince(tenant, gate.pact(), model))));
    }

    private void write(Tenant tenant, Gate gate, GateAnswer answer, Optional<UUID> evaluation) {
        database.write(tenant, connection -> {
            var written = books.gates().answer(gate.id(), Json.line(answer), evaluation.orElse(null));
            log.record(
                    connection,
                    tenant.organisation(),
                    Actor.system("gate_keeper"),
                    Deed.decided("gate", gate.id(), answer.decision().name().toLowerCase(Locale.ROOT), answer));
            return written;
        });
        books.figures().gate(answer.decision().name().toLowerCase(Locale.ROOT), answer.reasonCode());
    }

    private PactVersion version(Question question) {
        var pact = pact(question);
        return books.versions()
                .findByPactAndDigest(pact.id(), question.digest())
                .orElseThrow(() -> new RefusedException(
                        Kind.CONFLICT,
                        "unknown_version",
                        "pact \"%s\" with these very files is not known here; an author sends it with `holdfast push`"
                                .formatted(question.pact())));
    }

    private StoredPact pact(Question question) {
        var found = question.project()
                .map(project -> books.pacts().findByProjectAndName(project, question.pact()).stream()
                        .toList())
                .orElseGet(() -> books.pacts().findByName(question.pact()));
        if (found.size() > 1) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "ambiguous_pact",
                    "several projects have a pact \"%s\"; name the project".formatted(question.pact()));
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> RefusedException.missing("pact", "\"" + question.pact() + "\""));
    }

    private static StoredRun candidate(List<StoredRun> runs) {
        var agents = runs.stream()
                .filter(run -> !run.name().endsWith(Run.OF_CONTROL))
                .toList();
        if (agents.size() != 1) {
            throw new RefusedException(
                    Kind.UNFIT, "one_run", "a gate takes one run, and %d were sent".formatted(agents.size()));
        }
        return agents.getFirst();
    }
}
