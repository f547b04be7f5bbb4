package dev.holdfast.service.api;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.evaluation.RunIntake;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.retention.Retention;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredRun;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
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
    static final String LINES = "application/x-ndjson";

    private final Database database;
    private final RunIntake intake;
    private final Runs runs;
    private final Retention retention;

    RunController(Database database, RunIntake intake, Runs runs, Retention retention) {
        this.database = database;
        this.intake = intake;
        this.runs = runs;
        this.retention = retention;
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
        return retention.lines(principal.tenant(), find(principal, id));
    }

    /// How long the lines of a pact's runs are kept; 404 where they all are.
    @Get("/pacts/{id}/retention")
    @Secured(Scope.READ)
    Retention.Rule retention(Principal principal, UUID id) {
        return retention.rule(principal.tenant(), id).orElseThrow(() -> RefusedException.missing("retention of", id));
    }

    /// Has the lines of a pact's runs leave the database after some days, to a file or for good. What was concluded
    /// from
    /// them stays.
    @Put("/pacts/{id}/retention")
    @Secured(Scope.TRANSCRIPT_WRITE)
    Retention.Rule retain(Principal principal, UUID id, @Body Retention.Rule rule) {
        return retention.set(principal, id, rule);
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
