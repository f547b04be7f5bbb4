package dev.holdfast.service.api;

import dev.holdfast.service.schedule.ChangeHooks;
import dev.holdfast.service.schedule.DueRun;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Messages from outside that an agent was changed.
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ChangeController {
    private final ChangeHooks hooks;

    ChangeController(ChangeHooks hooks) {
        this.hooks = hooks;
    }

    /// Where the key lies that messages are signed with.
    ///
    /// @param key a reference such as `${env:CHANGE_KEY}` to a `whsec_` key
    public record Hook(String key) {}

    /// Where messages go.
    public record Opened(String path) {}

    /// What followed from a message.
    ///
    /// @param dueRun absent where the pact wants no run after such a change, or the message was taken before
    public record Taken(Optional<DueRun> dueRun) {}

    /// Lets whoever holds the key tell that the pact's agent was changed.
    @Put("/pacts/{id}/change-hook")
    @Secured(Scope.SCHEDULE_WRITE)
    Opened open(Principal principal, UUID id, @Body Hook hook) {
        hooks.open(principal, id, hook.key());
        return new Opened("/v1/changes/" + principal.organisation() + "/" + id);
    }

    /// Lets nobody tell any more.
    @Delete("/pacts/{id}/change-hook")
    @Status(HttpStatus.NO_CONTENT)
    @Secured(Scope.SCHEDULE_WRITE)
    void shut(Principal principal, UUID id) {
        hooks.shut(principal, id);
    }

    /// Takes a message, signed as Standard Webhooks has it instead of sent with a token:
    /// `{"parts": ["model", "prompt", "tools", "environment"]}`, those that were changed.
    @Post("/changes/{organisation}/{pact}")
    @Status(HttpStatus.ACCEPTED)
    @Secured(SecurityRule.IS_ANONYMOUS)
    Taken take(UUID organisation, UUID pact, HttpHeaders headers, @Body @Nullable String body) {
        var message = new ChangeHooks.Message(
                text(headers.get("webhook-id")),
                text(headers.get("webhook-timestamp")),
                text(headers.get("webhook-signature")),
                text(body));
        return new Taken(hooks.take(organisation, pact, message));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
