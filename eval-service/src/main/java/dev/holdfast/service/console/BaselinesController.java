package dev.holdfast.service.console;

import dev.holdfast.service.evaluation.Certifying;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import dev.holdfast.service.store.StoredBaseline;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Baselines: put forward by one person, decided upon by another.
@Hidden
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BaselinesController {
    private static final String RUN = "run_";

    private final Certifying certifying;

    BaselinesController(Certifying certifying) {
        this.certifying = certifying;
    }

    /// Puts forward the runs that were ticked.
    @Post(value = "/pacts/{id}/baselines", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.BASELINE_PROPOSE)
    HttpResponse<?> propose(Session session, UUID id, @Body Map<String, String> fields) {
        var runs = Form.of(session, fields).fields().keySet().stream()
                .filter(name -> name.startsWith(RUN))
                .sorted()
                .map(name -> UUID.fromString(name.substring(RUN.length())))
                .toList();
        if (runs.isEmpty()) {
            throw new RefusedException(Kind.UNFIT, "no_runs", "tick the runs that show the agent as it should be");
        }
        return to(certifying.propose(session.principal(), id, runs));
    }

    @Post(value = "/baselines/{id}/decision", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.BASELINE_CERTIFY)
    HttpResponse<?> decide(Session session, UUID id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var choice = form.choice("choice", Certifying.Choice.class);
        return to(certifying.decide(session.principal(), id, choice, Optional.of(form.reason())));
    }

    private static HttpResponse<?> to(StoredBaseline baseline) {
        return HttpResponse.seeOther(URI.create("/console/pacts/" + baseline.pact()));
    }
}
