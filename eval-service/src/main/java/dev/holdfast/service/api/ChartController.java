package dev.holdfast.service.api;

import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Respond;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;

/// Pictures for the machines of receivers, which bring no token. Whoever knows the two names was sent them, and there
/// are no words in a picture.
@Hidden
@Controller("/charts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ChartController {
    private final Respond respond;

    ChartController(Respond respond) {
        this.respond = respond;
    }

    @Get(uri = "/{organisation}/{incident}.png", produces = MediaType.IMAGE_PNG)
    @Secured(SecurityRule.IS_ANONYMOUS)
    byte[] show(UUID organisation, String incident) {
        return respond.chart(Tenant.of(organisation), incident)
                .orElseThrow(() -> RefusedException.missing("chart", incident));
    }
}
