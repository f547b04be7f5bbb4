package dev.holdfast.service.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.schedule.Alarms;
import dev.holdfast.service.schedule.Coverage;
import dev.holdfast.service.schedule.DueRun;
import dev.holdfast.service.schedule.DueRuns;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.HttpStatus;
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
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// When runs are due, and what became of them.
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DueRunController {
    private static final int USUAL_PRIORITY = 5;

    private final DueRuns dueRuns;
    private final Coverage coverage;
    private final Alarms alarms;

    DueRunController(DueRuns dueRuns, Coverage coverage, Alarms alarms) {
        this.dueRuns = dueRuns;
        this.coverage = coverage;
        this.alarms = alarms;
    }

    /// How a schedule is to stand.
    ///
    /// @param paused whether times that come due are let pass
    public record Pause(boolean paused) {}

    /// What is to be run.
    ///
    /// @param priority the higher the sooner, where several are due; 5 unless told otherwise
    public record Wanted(
            @Schema(requiredMode = NOT_REQUIRED) Optional<Integer> priority) {}

    @Get("/pacts/{id}/schedule")
    @Secured(Scope.READ)
    DueRuns.Standing schedule(Principal principal, UUID id) {
        return dueRuns.standing(principal.tenant(), id);
    }

    @Put("/pacts/{id}/schedule")
    @Secured(Scope.SCHEDULE_WRITE)
    DueRuns.Standing pause(Principal principal, UUID id, @Body Pause pause) {
        return dueRuns.pause(principal, id, pause.paused());
    }

    /// Has a pact run now.
    @Post("/pacts/{id}/due-runs")
    @Status(HttpStatus.ACCEPTED)
    @Secured(Scope.RUN_WRITE)
    DueRun demand(Principal principal, UUID id, @Body Wanted wanted) {
        return dueRuns.demand(principal, id, wanted.priority().orElse(USUAL_PRIORITY));
    }

    @Get("/due-runs")
    @Secured(Scope.READ)
    Page<DueRun> list(
            Principal principal,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String limit,
            @QueryValue @Nullable String cursor) {
        var paging = Paging.of(state == null ? "due-runs" : "due-runs " + state, limit, cursor);
        return paging.page(
                dueRuns.page(
                        principal.tenant(),
                        Optional.ofNullable(state),
                        new Stamp(paging.id(), paging.at()),
                        paging.fetch()),
                row -> new Stamp(row.id(), row.createdAt()));
    }

    @Get("/due-runs/{id}")
    @Secured(Scope.READ)
    DueRun show(Principal principal, UUID id) {
        return dueRuns.show(principal.tenant(), id);
    }

    /// Makes once more what could not be made. What was kept of it is not asked again.
    @Post("/due-runs/{id}/retry")
    @Status(HttpStatus.ACCEPTED)
    @Secured(Scope.RUN_WRITE)
    DueRun retry(Principal principal, UUID id) {
        return dueRuns.retry(principal, id);
    }

    /// What the watch has said.
    @Get("/alarms")
    @Secured(Scope.READ)
    Page<Alarms.Raised> alarms(
            Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("alarms", limit, cursor);
        return paging.page(
                alarms.page(principal.tenant(), new Stamp(paging.id(), paging.at()), paging.fetch()),
                row -> new Stamp(row.id(), row.createdAt()));
    }

    /// What was due from one time to another, pact by pact, and what became of it.
    @Get("/schedule-coverage")
    @Secured(Scope.READ)
    List<Coverage.Line> coverage(Principal principal, @QueryValue Instant from, @QueryValue Instant to) {
        return coverage.between(principal.tenant(), from, to);
    }
}
