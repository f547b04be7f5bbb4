package dev.holdfast.service.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.review.ReviewItem;
import dev.holdfast.service.review.Reviews;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Answers that people are asked about, and what they say of them.
@Controller("/v1/reviews")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReviewController {
    private static final int MOST = 200;

    private final Reviews reviews;

    ReviewController(Reviews reviews) {
        this.reviews = reviews;
    }

    /// An answer, and what may be said of it. What the judges said is not told to whoever is asked.
    ///
    /// @param pact   by its name
    /// @param metric whose jury is asked the same; absent where none is
    /// @param detail why, in words
    /// @param answer absent where the lines of the run are not kept any more
    /// @param labels one of which is given
    public record Asked(
            UUID id,
            String pact,
            UUID run,
            String task,
            int repeat,
            Optional<String> metric,
            ReviewItem.Reason reason,
            String detail,
            String question,
            Optional<String> expected,
            Optional<String> answer,
            List<String> labels) {
        static Asked of(Reviews.Waiting waiting) {
            var item = waiting.item();
            return new Asked(
                    item.id(),
                    waiting.pact(),
                    item.run(),
                    item.task(),
                    item.repeat(),
                    Optional.of(item.metric()).filter(metric -> !metric.isEmpty()),
                    item.reason(),
                    item.detail(),
                    item.question(),
                    item.expected(),
                    waiting.answer(),
                    List.copyOf(item.labels().keySet()));
        }
    }

    /// Those that come first.
    ///
    /// @param waiting how many there are in all
    public record Waiting(List<Asked> items, long waiting) {}

    /// What a person says of an answer.
    public record NewLabel(
            String label,
            @Schema(requiredMode = NOT_REQUIRED) Optional<String> note) {}

    /// What an agent has handed over comes first, then what chance has picked, then what split the judges.
    @Get
    @Secured(Scope.READ)
    Waiting list(Principal principal, @QueryValue(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new RefusedException(Kind.UNFIT, "limit", "limit is from 1 to " + MOST + ", and not " + limit);
        }
        var tenant = principal.tenant();
        return new Waiting(
                reviews.waiting(tenant, limit).stream().map(Asked::of).toList(), reviews.count(tenant));
    }

    /// Says it, once and for good.
    @Post("/{id}/label")
    @Status(HttpStatus.NO_CONTENT)
    @Secured(Scope.RUN_WRITE)
    void label(Principal principal, UUID id, @Body NewLabel said) {
        reviews.label(principal, id, said.label(), said.note());
    }

    /// How far the jury of each metric agrees with people, and what people would say of all answers.
    @Get("/juries")
    @Secured(Scope.READ)
    Page<Reviews.Standing> juries(Principal principal) {
        return Page.all(reviews.standings(principal.tenant()));
    }

    /// What people have labelled, as the lines of a calibration set.
    @Get("/calibration")
    @Produces(RunController.LINES)
    @Secured(Scope.READ)
    String calibration(Principal principal, @QueryValue UUID pact, @QueryValue String metric) {
        return reviews.calibration(principal.tenant(), pact, metric);
    }
}
