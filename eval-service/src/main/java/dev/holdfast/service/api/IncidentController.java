package dev.holdfast.service.api;

import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Happening;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Precision;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Actions;
import dev.holdfast.service.respond.Respond;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Incidents, and what a person decides about them.
@Controller("/v1/incidents")
@ExecuteOn(TaskExecutors.BLOCKING)
final class IncidentController {
    private final Respond respond;
    private final Actions actions;
    private final Stamps stamps;

    IncidentController(Respond respond, Actions actions, Stamps stamps) {
        this.respond = respond;
        this.actions = actions;
        this.stamps = stamps;
    }

    /// What a person decides, and why.
    public record NewDecision(Decision.What what, String reason) {}

    /// The behavioural history of an incident, oldest first.
    public record History(List<Happening> items) {
        public History {
            items = List.copyOf(items);
        }
    }

    @Get
    @Secured(Scope.READ)
    Page<Incident> list(Principal principal) {
        return Page.all(respond.incidents(principal.tenant()));
    }

    @Get("/{id}")
    @Secured(Scope.READ)
    Incident show(Principal principal, String id) {
        return respond.incident(principal.tenant(), id).orElseThrow(() -> RefusedException.missing("incident", id));
    }

    @Get("/{id}/events")
    @Secured(Scope.READ)
    History events(Principal principal, String id) {
        return new History(respond.history(principal.tenant(), id));
    }

    /// Of the pages about each promise, how many were worth it.
    ///
    /// @param since only those that ended after it
    @Get("/precision")
    @Secured(Scope.READ)
    Page<Precision> precision(Principal principal, @QueryValue @Nullable Instant since) {
        var from = since == null ? Instant.EPOCH : since;
        return Page.all(Precision.of(respond.ended(principal.tenant(), from)));
    }

    @Post("/{id}/decisions")
    @Secured(Scope.INCIDENT_WRITE)
    Incident decide(Principal principal, String id, @Body NewDecision decision) {
        if (decision.what() == Decision.What.VERIFIED) {
            throw new RefusedException(
                    RefusedException.Kind.UNFIT, "not_yours", "only a run can verify that going back has helped");
        }
        show(principal, id);
        return actions.decide(Acting.of(principal), id, made(principal, decision))
                .orElseThrow(() -> new RefusedException(
                        RefusedException.Kind.CONFLICT,
                        "decided",
                        "the incident is over, or somebody has acknowledged it"));
    }

    private Decision made(Principal principal, NewDecision decision) {
        try {
            return new Decision(decision.what(), principal.name(), decision.reason(), stamps.now());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(RefusedException.Kind.UNFIT, "no_reason", String.valueOf(e.getMessage()));
        }
    }
}
