package dev.holdfast.service.api;

import dev.holdfast.alerting.notify.Silence;
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
import java.util.Map;

/// Silences. Each has an end, and somebody who answers for it.
@Controller("/v1/silences")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SilenceController {
    private final Respond respond;
    private final Stamps stamps;

    SilenceController(Respond respond, Stamps stamps) {
        this.respond = respond;
        this.stamps = stamps;
    }

    /// What is not to be told, until when, and why.
    public record NewSilence(Map<String, String> labels, Instant until, String reason) {}

    @Get
    @Secured(Scope.READ)
    Page<Silence> list(Principal principal) {
        return Page.all(respond.silences(principal.tenant()));
    }

    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.INCIDENT_WRITE)
    Silence create(Principal principal, @Body NewSilence silence) {
        try {
            var born = stamps.next();
            var made = new Silence(
                    "sil_" + born.id(),
                    silence.labels(),
                    born.at(),
                    silence.until(),
                    principal.name(),
                    silence.reason());
            return respond.silence(Acting.of(principal), made);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(RefusedException.Kind.UNFIT, "no_silence", String.valueOf(e.getMessage()));
        }
    }

    /// Ends it before its time.
    @Post("/{id}/end")
    @Status(HttpStatus.NO_CONTENT)
    @Secured(Scope.INCIDENT_WRITE)
    void end(Principal principal, String id, @Body Because why) {
        if (!respond.endSilence(Acting.of(principal), id, why.stated())) {
            throw RefusedException.missing("silence", id);
        }
    }
}
