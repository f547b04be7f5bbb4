package dev.holdfast.service.api;

import dev.holdfast.alerting.incident.Alarm;
import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Contact;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.alerting.incident.Trouble;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Actions;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes what a run said of an agent, from whoever ran it.
@Controller("/v1/occasions")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OccasionController {
    private final Actions actions;

    OccasionController(Actions actions) {
        this.actions = actions;
    }

    /// One evaluated run.
    ///
    /// @param project  in which the pact is kept; a token that is bound to one need not say
    /// @param alarms   that the watch is in after it
    /// @param troubles with whatever measures
    public record NewOccasion(
            Optional<UUID> project,
            String pact,
            String agent,
            String environment,
            Evaluation evaluation,
            List<Alarm> alarms,
            List<Trouble> troubles,
            Contact contact) {}

    /// The incidents that changed. The same evaluation again changes none.
    @Post
    @Secured(Scope.RUN_WRITE)
    Page<Incident> take(Principal principal, @Body NewOccasion occasion) {
        var subject = new Subject(
                principal.organisation().toString(),
                project(principal, occasion).map(UUID::toString),
                occasion.pact(),
                occasion.agent(),
                occasion.environment());
        var changes = actions.respondTo(
                Acting.of(principal),
                new Occasion(
                        subject, occasion.evaluation(), occasion.alarms(), occasion.troubles(), occasion.contact()));
        return Page.all(changes.stream().map(Change::incident).toList());
    }

    private static Optional<UUID> project(Principal principal, NewOccasion occasion) {
        var own = principal.project();
        if (own.isPresent() && occasion.project().isPresent() && !own.equals(occasion.project())) {
            throw RefusedException.missing("project", occasion.project().get());
        }
        return own.or(occasion::project);
    }
}
