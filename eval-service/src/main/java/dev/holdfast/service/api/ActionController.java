package dev.holdfast.service.api;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionPolicy;
import dev.holdfast.alerting.action.Approval;
import dev.holdfast.alerting.action.Quarantine;
import dev.holdfast.alerting.action.State;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Actions;
import dev.holdfast.service.respond.Respond;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;

/// Actions that wait for a person or were done, and models that were taken back.
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ActionController {
    private final Actions actions;
    private final Respond respond;
    private final Stamps stamps;

    ActionController(Actions actions, Respond respond, Stamps stamps) {
        this.actions = actions;
        this.respond = respond;
        this.stamps = stamps;
    }

    /// An action, and what an approval has to quote.
    public record Shown(Action action, Digest digest) {
        static Shown of(Action action) {
            return new Shown(action, action.approvalDigest());
        }
    }

    /// A person's word on it.
    ///
    /// @param digest of the action that the person saw
    public record NewApproval(boolean approved, String reason, Digest digest) {}

    /// Which model, and why.
    public record NewPin(String model, String reason) {}

    /// Why a model may go out again.
    public record NewRelease(String reason) {}

    @Get("/actions")
    @Secured(Scope.READ)
    Page<Shown> list(Principal principal) {
        return Page.all(
                actions.of(principal.tenant()).all().stream().map(Shown::of).toList());
    }

    @Get("/actions/{id}")
    @Secured(Scope.READ)
    Shown show(Principal principal, String id) {
        return Shown.of(found(principal, id));
    }

    /// Every state that it was in.
    @Get("/actions/{id}/states")
    @Secured(Scope.READ)
    Page<Action> states(Principal principal, String id) {
        return Page.all(actions.of(principal.tenant()).states(id));
    }

    @Post("/actions/{id}/approvals")
    @Secured(Scope.ACTION_APPROVE)
    Shown approve(Principal principal, String id, @Body NewApproval word) {
        if (word.reason().isBlank()) {
            throw new RefusedException(RefusedException.Kind.UNFIT, "no_reason", "an approval says why it is given");
        }
        var approval = new Approval(word.approved(), principal.name(), word.reason(), word.digest(), stamps.now());
        return switch (actions.approve(principal.tenant(), found(principal, id), approval)) {
            case Approval.Taken(var action) -> Shown.of(action);
            case Approval.NotTaken(var why) ->
                throw new RefusedException(RefusedException.Kind.CONFLICT, "not_taken", why);
        };
    }

    @Get("/quarantines")
    @Secured(Scope.READ)
    Page<Quarantine> quarantines(Principal principal) {
        return Page.all(actions.of(principal.tenant()).quarantines());
    }

    @Post("/quarantines/{id}/release")
    @Secured(Scope.ACTION_APPROVE)
    Quarantine release(Principal principal, String id, @Body NewRelease release) {
        return actions.of(principal.tenant())
                .release(id, principal.name(), release.reason())
                .orElseThrow(() -> RefusedException.missing("quarantine of action", id));
    }

    /// A person pins another model for the agent of an incident.
    @Post("/incidents/{id}/pins")
    @Secured(Scope.ACTION_APPROVE)
    Shown pin(Principal principal, String id, @Body NewPin pin) {
        if (pin.reason().isBlank()) {
            throw new RefusedException(RefusedException.Kind.UNFIT, "no_reason", "a pin says why it is set");
        }
        var incident =
                respond.incident(principal.tenant(), id).orElseThrow(() -> RefusedException.missing("incident", id));
        var asked = new Actions.Asked(pin.model(), principal.name(), pin.reason());
        return switch (actions.pin(principal.tenant(), incident, asked)) {
            case ActionPolicy.Nothing(var why) ->
                throw new RefusedException(RefusedException.Kind.CONFLICT, "not_done", why);
            case ActionPolicy.Proposed(var action)
            when action.state() == State.BLOCKED ->
                throw new RefusedException(RefusedException.Kind.CONFLICT, "blocked", action.why());
            case ActionPolicy.Proposed(var action) -> Shown.of(action);
        };
    }

    private Action found(Principal principal, String id) {
        return actions.of(principal.tenant()).find(id).orElseThrow(() -> RefusedException.missing("action", id));
    }
}
