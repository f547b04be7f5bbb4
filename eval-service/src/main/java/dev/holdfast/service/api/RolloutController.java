package dev.holdfast.service.api;

import dev.holdfast.alerting.action.Rollout;
import dev.holdfast.service.evaluation.GateKeeper;
import dev.holdfast.service.gate.GateAnswer;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Rollouts;
import dev.holdfast.service.respond.Suites;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.UUID;

/// Candidates that go out in steps.
@Controller("/v1/rollouts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RolloutController {
    private final Rollouts rollouts;
    private final GateKeeper gates;
    private final Suites suites;

    RolloutController(Rollouts rollouts, GateKeeper gates, Suites suites) {
        this.rollouts = rollouts;
        this.gates = gates;
        this.suites = suites;
    }

    /// What goes out.
    ///
    /// @param candidate as the system that holds the pin calls it
    /// @param gate      that let it go
    public record NewRollout(String candidate, UUID gate) {}

    @Get
    @Secured(Scope.READ)
    Page<Rollout> list(Principal principal) {
        return Page.all(rollouts.all(principal.tenant()));
    }

    /// Sends 5 % of the traffic to a candidate that a gate has let go; each run that passes lets it go further.
    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.ACTION_APPROVE)
    Rollout begin(Principal principal, @Body NewRollout wanted) {
        var gate = gates.show(principal.tenant(), wanted.gate());
        if (gates.answer(gate).decision() != GateAnswer.Choice.ALLOW) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "denied", "the gate has not let it go");
        }
        if (gate.candidate() != null && !gate.candidate().equals(wanted.candidate())) {
            throw new RefusedException(
                    RefusedException.Kind.UNFIT, "another_candidate", "the gate was asked about " + gate.candidate());
        }
        var subject = suites.subject(principal.tenant(), gate.pact());
        return rollouts.begin(Acting.of(principal), subject, wanted.candidate(), wanted.gate());
    }

    /// Takes it back at once.
    @Post("/{id}/stop")
    @Secured(Scope.ACTION_APPROVE)
    Rollout stop(Principal principal, String id, @Body Because why) {
        return rollouts.stop(Acting.of(principal), id, why.stated());
    }
}
