package dev.holdfast.service.console;

import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Respond;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Silences, ended before their time by somebody who says why.
@Hidden
@Controller("/console/silences")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SilencesController {
    private final Respond respond;

    SilencesController(Respond respond) {
        this.respond = respond;
    }

    @Post(value = "/{id}/end", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.INCIDENT_WRITE)
    HttpResponse<?> end(Session session, String id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var principal = session.principal();
        if (!respond.endSilence(Acting.of(principal), id, form.reason())) {
            throw RefusedException.missing("silence", id);
        }
        var page = form.optional("incident")
                .map(incident -> "/console/incidents/" + URLEncoder.encode(incident, StandardCharsets.UTF_8))
                .orElse("/console/admin#silences");
        return HttpResponse.seeOther(URI.create(page));
    }
}
