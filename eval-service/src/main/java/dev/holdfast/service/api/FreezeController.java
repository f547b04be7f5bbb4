package dev.holdfast.service.api;

import dev.holdfast.alerting.action.Freeze;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Respond;
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
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Freezes: times in which nothing is changed without a person. Each has an end, and somebody who answers for it.
@Controller("/v1/freezes")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FreezeController {
    private final Respond respond;
    private final Stamps stamps;

    FreezeController(Respond respond, Stamps stamps) {
        this.respond = respond;
        this.stamps = stamps;
    }

    /// Until when nothing is changed, and why.
    ///
    /// @param agent absent for all of them
    /// @param from  absent for now
    public record NewFreeze(Optional<String> agent, Optional<Instant> from, Instant until, String reason) {}

    @Get
    @Secured(Scope.READ)
    Page<Freeze> list(Principal principal) {
        return Page.all(respond.freezes(principal.tenant()));
    }

    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.ACTION_APPROVE)
    Freeze create(Principal principal, @Body NewFreeze freeze) {
        try {
            var born = stamps.next();
            var made = new Freeze(
                    "frz_" + born.id(),
                    freeze.agent(),
                    principal.project().map(UUID::toString),
                    freeze.from().orElse(born.at()),
                    freeze.until(),
                    principal.name(),
                    freeze.reason());
            respond.freeze(Acting.of(principal), made);
            return made;
        } catch (IllegalArgumentException e) {
            throw new RefusedException(RefusedException.Kind.UNFIT, "no_freeze", String.valueOf(e.getMessage()));
        }
    }

    /// Ends it before its time.
    @Post("/{id}/end")
    @Status(HttpStatus.NO_CONTENT)
    @Secured(Scope.ACTION_APPROVE)
    void end(Principal principal, String id, @Body Because why) {
        if (!respond.endFreeze(Acting.of(principal), id, why.stated())) {
            throw RefusedException.missing("freeze", id);
        }
    }
}
