package dev.holdfast.service.console;

import dev.holdfast.service.console.page.Frame.Section;
import dev.holdfast.service.console.page.ReviewsPage;
import dev.holdfast.service.review.Reviews;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/// Answers that people are asked about.
@Hidden
@Controller("/console/reviews")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReviewsController {
    private static final int CARDS = 8;

    private final Reviews reviews;
    private final Screens screens;

    ReviewsController(Reviews reviews, Screens screens) {
        this.reviews = reviews;
        this.screens = screens;
    }

    @Get(produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String show(Session session) {
        var tenant = session.principal().tenant();
        var page = ReviewsPage.of(
                reviews.standings(tenant),
                reviews.waiting(tenant, CARDS),
                reviews.count(tenant),
                session.principal().scopes().contains(Scope.RUN_WRITE));
        return screens.show(session, new Screens.Place(Section.REVIEWS, "Reviews"), "reviews", page);
    }

    @Post(value = "/{id}/label", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.RUN_WRITE)
    HttpResponse<?> label(Session session, UUID id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        // as it stands in the pact: a label may begin with a blank
        var label = form.fields().getOrDefault("label", "");
        reviews.label(session.principal(), id, label, form.optional("note"));
        return HttpResponse.seeOther(URI.create("/console/reviews#queue"));
    }

    /// What people have labelled, as lines of a calibration set.
    @Get("/calibration")
    @Secured(Scope.READ)
    HttpResponse<String> calibration(Session session, @QueryValue UUID pact, @QueryValue String metric) {
        return HttpResponse.ok(reviews.calibration(session.principal().tenant(), pact, metric))
                .contentType(MediaType.of("application/x-ndjson"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"calibration.jsonl\"");
    }
}
