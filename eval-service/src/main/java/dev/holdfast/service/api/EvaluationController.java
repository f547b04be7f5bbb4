package dev.holdfast.service.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.evaluation.Judgement;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.Evaluations;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredEvaluation;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Evaluations.
@Controller("/v1/evaluations")
@ExecuteOn(TaskExecutors.BLOCKING)
final class EvaluationController {
    private final Database database;
    private final Judgement judgement;
    private final Evaluations evaluations;
    private final PactVersions versions;
    private final Runs runs;

    EvaluationController(
            Database database, Judgement judgement, Evaluations evaluations, PactVersions versions, Runs runs) {
        this.database = database;
        this.judgement = judgement;
        this.evaluations = evaluations;
        this.versions = versions;
        this.runs = runs;
    }

    /// A stored run to be compared with the baseline in force.
    ///
    /// @param version of the pact; the newest unless told otherwise
    public record NewEvaluation(
            UUID run, @Schema(requiredMode = NOT_REQUIRED) Optional<UUID> version) {}

    @Get
    @Secured(Scope.READ)
    Page<StoredEvaluation> list(
            Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("evaluations", limit, cursor);
        return paging.page(
                database.read(principal.tenant(), _ -> evaluations.page(paging.at(), paging.id(), paging.fetch())),
                row -> new Stamp(row.id(), row.at()));
    }

    @Get("/{id}")
    @Secured(Scope.READ)
    StoredEvaluation show(Principal principal, UUID id) {
        return find(principal, id);
    }

    /// The evaluation to the byte, as `holdfast gate --format json` prints it; who may ask gates may read it.
    @Get(value = "/{id}/document", produces = MediaType.APPLICATION_JSON)
    @Secured({Scope.READ, Scope.GATE_EVALUATE})
    String document(Principal principal, UUID id) {
        return find(principal, id).document();
    }

    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.RUN_WRITE)
    StoredEvaluation evaluate(Principal principal, @Body NewEvaluation wanted) {
        var version = database.read(principal.tenant(), _ -> version(wanted));
        return judgement
                .judge(principal.tenant(), version, wanted.run(), Optional.empty())
                .orElseThrow(() -> new RefusedException(
                        RefusedException.Kind.CONFLICT,
                        "no_certified_baseline",
                        "the pact has no certified baseline to compare with"))
                .stored();
    }

    private PactVersion version(NewEvaluation wanted) {
        var run = runs.findById(wanted.run()).orElseThrow(() -> RefusedException.missing("run", wanted.run()));
        return wanted.version()
                .map(id -> versions.findById(id).orElseThrow(() -> RefusedException.missing("version", id)))
                .orElseGet(() -> versions.findFirstByPactOrderByNumberDesc(run.pact())
                        .orElseThrow(() -> RefusedException.missing("version of pact", run.pact())));
    }

    private StoredEvaluation find(Principal principal, UUID id) {
        return database.read(principal.tenant(), _ -> evaluations.findById(id))
                .orElseThrow(() -> RefusedException.missing("evaluation", id));
    }
}
