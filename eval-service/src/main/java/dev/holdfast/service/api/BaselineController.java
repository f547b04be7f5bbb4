package dev.holdfast.service.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.evaluation.Certifying;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.Baselines;
import dev.holdfast.service.store.StoredBaseline;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Baselines, from being put forward to being relied on.
@Controller("/v1/baselines")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BaselineController {
    /// As long as an event of the audit log takes.
    private static final int LONGEST_REASON = 1_000;

    private final Database database;
    private final Certifying certifying;
    private final Baselines baselines;
    private final Once once;

    BaselineController(Database database, Certifying certifying, Baselines baselines, Once once) {
        this.database = database;
        this.certifying = certifying;
        this.baselines = baselines;
        this.once = once;
    }

    /// Either stored runs, which the service certifies, or a file that was signed elsewhere.
    public record Proposal(
            UUID pact,
            @Schema(requiredMode = NOT_REQUIRED) Optional<List<UUID>> runs,
            @Schema(requiredMode = NOT_REQUIRED) Optional<String> file) {}

    /// What is decided, and why.
    public record Verdict(
            Certifying.Choice choice,
            @Schema(requiredMode = NOT_REQUIRED) Optional<String> reason) {}

    @Get
    @Secured(Scope.READ)
    Page<StoredBaseline> list(
            Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("baselines", limit, cursor);
        return paging.page(
                database.read(principal.tenant(), _ -> baselines.page(paging.at(), paging.id(), paging.fetch())),
                row -> new Stamp(row.id(), row.createdAt()));
    }

    @Get("/{id}")
    @Secured(Scope.READ)
    StoredBaseline show(Principal principal, UUID id) {
        return find(principal, id);
    }

    /// The signed file to the byte, as `holdfast gate --baseline` reads it.
    @Get(value = "/{id}/file", produces = MediaType.APPLICATION_JSON)
    @Secured(Scope.READ)
    String file(Principal principal, UUID id) {
        return find(principal, id).file();
    }

    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.BASELINE_PROPOSE)
    StoredBaseline propose(Principal principal, @Header(Once.HEADER) @Nullable String key, @Body Proposal proposal) {
        var asked = new Once.Asked(principal, "baselines", key, proposal);
        return show(
                principal, once.answer(asked, () -> propose(principal, proposal).id()));
    }

    private StoredBaseline propose(Principal principal, Proposal proposal) {
        if (proposal.runs().isPresent() == proposal.file().isPresent()) {
            throw new RefusedException(
                    RefusedException.Kind.UNFIT, "runs_or_file", "a baseline is made of runs or comes as a file");
        }
        return proposal.runs().isPresent()
                ? certifying.propose(principal, proposal.pact(), proposal.runs().get())
                : certifying.propose(principal, proposal.pact(), proposal.file().get());
    }

    /// Decided by somebody else than who put it forward.
    @Post("/{id}/decision")
    @Secured(Scope.BASELINE_CERTIFY)
    StoredBaseline decide(Principal principal, UUID id, @Body Verdict verdict) {
        if (verdict.reason().filter(reason -> reason.length() > LONGEST_REASON).isPresent()) {
            throw new RefusedException(
                    RefusedException.Kind.UNFIT,
                    "long_reason",
                    "a reason has at most " + LONGEST_REASON + " characters, since it is kept for good");
        }
        return certifying.decide(principal, id, verdict.choice(), verdict.reason());
    }

    private StoredBaseline find(Principal principal, UUID id) {
        return database.read(principal.tenant(), _ -> baselines.findById(id))
                .orElseThrow(() -> RefusedException.missing("baseline", id));
    }
}
