package dev.holdfast.service.api;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionPolicy;
import dev.holdfast.alerting.action.Approval;
import dev.holdfast.alerting.action.Quarantine;
import dev.holdfast.alerting.action.State;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Actions;
import dev.holdfast.service.respond.Asked;
import dev.holdfast.service.respond.Prospect;
import dev.holdfast.service.respond.Quarantines;
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
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Actions that wait for a person or were done, and models that were taken back.
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ActionController {
    private final Actions actions;
    private final Quarantines quarantines;
    private final Stamps stamps;

    ActionController(Actions actions, Quarantines quarantines, Stamps stamps) {
        this.actions = actions;
        this.quarantines = quarantines;
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

    /// Which hook, and why.
    public record NewRemedy(String hook, String reason) {}

    @Get("/actions")
    @Secured(Scope.READ)
    Page<Shown> list(Principal principal) {
        return Page.all(
                actions.of(Acting.of(principal)).all().stream().map(Shown::of).toList());
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
        return Page.all(actions.of(Acting.of(principal)).states(id));
    }

    @Post("/actions/{id}/approvals")
    @Secured(Scope.ACTION_APPROVE)
    Shown approve(Principal principal, String id, @Body NewApproval word) {
        var reason = new Because(word.reason()).stated();
        var approval = new Approval(word.approved(), principal.name(), reason, word.digest(), stamps.now());
        return switch (actions.approve(Acting.of(principal), found(principal, id), approval)) {
            case Approval.Taken(var action) -> Shown.of(action);
            case Approval.NotTaken(var why) ->
                throw new RefusedException(RefusedException.Kind.CONFLICT, "not_taken", why);
        };
    }

    @Get("/quarantines")
    @Secured(Scope.READ)
    Page<Quarantine> quarantines(Principal principal) {
        return Page.all(quarantines.of(principal.tenant()));
    }

    @Post("/quarantines/{id}/release")
    @Secured(Scope.ACTION_APPROVE)
    Quarantine release(Principal principal, String id, @Body Because why) {
        return quarantines
                .release(principal, id, why.stated())
                .orElseThrow(() -> RefusedException.missing("quarantine of action", id));
    }

    /// A person pins another model for the agent of an incident.
    @Post("/incidents/{id}/pins")
    @Secured(Scope.ACTION_APPROVE)
    Shown pin(Principal principal, String id, @Body NewPin pin) {
        return done(principal, id, new Asked(Action.Kind.PIN, pin.model(), new Because(pin.reason()).stated()));
    }

    /// A person takes the agent of an incident back to what was certified.
    @Post("/incidents/{id}/rollbacks")
    @Secured(Scope.ACTION_APPROVE)
    Shown rollback(Principal principal, String id, @Body Because why) {
        return done(principal, id, new Asked(Action.Kind.ROLLBACK, "", why.stated()));
    }

    /// A person has a hook run for the agent of an incident.
    @Post("/incidents/{id}/remedies")
    @Secured(Scope.ACTION_APPROVE)
    Shown remediate(Principal principal, String id, @Body NewRemedy remedy) {
        return done(
                principal, id, new Asked(Action.Kind.REMEDIATE, remedy.hook(), new Because(remedy.reason()).stated()));
    }

    /// What would come of it: each precondition and whether it holds, what would be set, and what would not.
    ///
    /// @param kind `rollback`, `pin` or `remediate`
    /// @param name of the model or the hook; not for a rollback
    @Get("/incidents/{id}/prospect")
    @Secured(Scope.READ)
    Prospect prospect(Principal principal, String id, @QueryValue String kind, @QueryValue @Nullable String name) {
        return actions.prospect(principal.tenant(), id, kind(kind), name == null ? "" : name)
                .orElseThrow(() -> new RefusedException(
                        RefusedException.Kind.CONFLICT,
                        "nobody_holds_it",
                        "there is no such drift, or nothing is known that holds the pin of its agent"));
    }

    private static Action.Kind kind(String text) {
        return Arrays.stream(Action.Kind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        RefusedException.Kind.UNFIT, "no_kind", "kind is rollback, pin or remediate"));
    }

    private Shown done(Principal principal, String incident, Asked asked) {
        return switch (actions.ask(Acting.of(principal), incident, asked)) {
            case ActionPolicy.Nothing(var why) ->
                throw new RefusedException(RefusedException.Kind.CONFLICT, "not_done", why);
            case ActionPolicy.Proposed(var action)
            when action.state() == State.BLOCKED ->
                throw new RefusedException(RefusedException.Kind.CONFLICT, "blocked", action.why());
            case ActionPolicy.Proposed(var action) -> Shown.of(action);
        };
    }

    private Action found(Principal principal, String id) {
        return actions.of(Acting.of(principal)).find(id).orElseThrow(() -> RefusedException.missing("action", id));
    }
}
