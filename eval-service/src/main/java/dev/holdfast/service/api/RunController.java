package dev.holdfast.service.api;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.evaluation.RunIntake;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredRun;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs and what was seen in them.
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RunController {
    private static final String LINES = "application/x-ndjson";

    private final Database database;
    private final RunIntake intake;
    private final Runs runs;
    private final Observations observations;

    RunController(Database database, RunIntake intake, Runs runs, Observations observations) {
        this.database = database;
        this.intake = intake;
        this.runs = runs;
        this.observations = observations;
    }

    @Get("/runs")
    @Secured(Scope.READ)
    Page<StoredRun> list(Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("runs", limit, cursor);
        return paging.page(
                database.read(principal.tenant(), _ -> runs.page(paging.at(), paging.id(), paging.fetch())),
                row -> new Stamp(row.id(), row.storedAt()));
    }

    @Get("/runs/{id}")
    @Secured(Scope.READ)
    StoredRun show(Principal principal, UUID id) {
        return find(principal, id);
    }

    /// The run as a file of JSON Lines, as `holdfast gate --from` reads it.
    @Get(value = "/runs/{id}/lines", produces = LINES)
    @Secured(Scope.READ)
    String lines(Principal principal, UUID id) {
        var run = find(principal, id);
        return database.read(principal.tenant(), connection -> observations.text(connection, run));
    }

    /// Takes in recorded runs, which come as JSON Lines.
    @Post(
            value = "/pacts/{pact}/runs",
            consumes = {LINES, MediaType.TEXT_PLAIN})
    @Status(HttpStatus.CREATED)
    @Secured(Scope.RUN_WRITE)
    RunIntake.TakenIn take(Principal principal, UUID pact, @Body String lines) {
        return intake.take(principal, pact, lines);
    }

    private StoredRun find(Principal principal, UUID id) {
        return database.read(principal.tenant(), _ -> runs.findById(id))
                .orElseThrow(() -> RefusedException.missing("run", id));
    }
}
