package dev.holdfast.service.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.Remarks;
import dev.holdfast.service.bundle.Bundle;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.evaluation.PactDifference;
import dev.holdfast.service.evaluation.Publishing;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.schedule.DueRuns;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.StoredPact;
import io.micronaut.http.HttpStatus;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Pacts and their versions.
@Controller("/v1/pacts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PactController {
    private static final String ENTRY = "pact.yaml";

    private final Database database;
    private final Publishing publishing;
    private final Pacts pacts;
    private final PactVersions versions;
    private final DueRuns dueRuns;

    PactController(Database database, Publishing publishing, Pacts pacts, PactVersions versions, DueRuns dueRuns) {
        this.database = database;
        this.publishing = publishing;
        this.pacts = pacts;
        this.versions = versions;
        this.dueRuns = dueRuns;
    }

    /// A pact with its files.
    ///
    /// @param entry the pact among the files; `pact.yaml` unless told otherwise
    public record Sent(
            UUID project,
            @Schema(requiredMode = NOT_REQUIRED) Optional<UUID> agent,
            @Schema(requiredMode = NOT_REQUIRED) Optional<String> entry,
            Map<String, String> files) {
        Bundle bundle() {
            return Bundle.of(entry.orElse(ENTRY), files);
        }
    }

    /// A pact to be looked at only.
    public record Draft(@Schema(requiredMode = NOT_REQUIRED) Optional<String> entry, Map<String, String> files) {}

    /// What is wrong with a pact.
    ///
    /// @param remarks about a valid pact: what may not do what its author hopes
    public record Linted(boolean valid, List<Problem.Flaw> problems, List<Problem.Flaw> remarks) {}

    /// A version with its files.
    public record Shown(PactVersion version, Map<String, String> files) {}

    @Get
    @Secured(Scope.READ)
    Page<StoredPact> list(
            Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("pacts", limit, cursor);
        return paging.page(
                database.read(principal.tenant(), _ -> pacts.page(paging.at(), paging.id(), paging.fetch())),
                row -> new Stamp(row.id(), row.createdAt()));
    }

    @Get("/{id}")
    @Secured(Scope.READ)
    StoredPact show(Principal principal, UUID id) {
        return database.read(principal.tenant(), _ -> pacts.findById(id))
                .orElseThrow(() -> RefusedException.missing("pact", id));
    }

    @Get("/{id}/versions")
    @Secured(Scope.READ)
    Page<PactVersion> versions(Principal principal, UUID id) {
        return Page.all(database.read(principal.tenant(), _ -> versions.findByPactOrderByNumber(id)));
    }

    @Get("/{id}/versions/{number}")
    @Secured(Scope.READ)
    Shown version(Principal principal, UUID id, int number) {
        var version = find(principal, id, number);
        return new Shown(version, publishing.files(principal, version.id()).files());
    }

    /// What changed between two versions, in files and in meaning.
    @Get("/{id}/diff")
    @Secured(Scope.READ)
    PactDifference difference(Principal principal, UUID id, @QueryValue int from, @QueryValue int to) {
        return publishing.difference(principal, find(principal, id, from), find(principal, id, to));
    }

    /// Keeps the pact as a new version; one that is kept already is answered as it is. From here on it is run when it
    /// says so.
    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.PACT_WRITE)
    PactVersion publish(Principal principal, @Body Sent sent) {
        var version = publishing.publish(principal, new Publishing.Shelf(sent.project(), sent.agent()), sent.bundle());
        dueRuns.follow(principal.tenant(), version.pact());
        return version;
    }

    /// Says everything that is wrong with a pact, and keeps nothing.
    @Post("/lint")
    @Secured(Scope.READ)
    Linted lint(@Body Draft draft) {
        try (var open = Bundle.of(draft.entry().orElse(ENTRY), draft.files()).open()) {
            return new Linted(true, List.of(), Problem.flaws(Remarks.on(open.read())));
        } catch (InvalidDocumentException e) {
            return new Linted(false, Problem.flaws(e.problems()), List.of());
        }
    }

    private PactVersion find(Principal principal, UUID pact, int number) {
        return database.read(principal.tenant(), _ -> versions.findByPactAndNumber(pact, number))
                .orElseThrow(() -> RefusedException.missing("version", number));
    }
}
