package dev.holdfast.service.api;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.schedule.Followed;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SubmissionPublisher;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/// Tells how far long work has come, as it goes on.
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProgressController {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /// Whoever wants to know more asks again.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Followed followed;
    private final ExecutorService blocking;

    ProgressController(Followed followed, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.followed = followed;
        this.blocking = blocking;
    }

    /// Server-sent events: `progress` whenever it has come further, `end` when it is over.
    @Get(value = "/due-runs/{id}/progress", produces = MediaType.TEXT_EVENT_STREAM)
    @Secured(Scope.READ)
    Publisher<Event<String>> progress(Principal principal, UUID id) {
        var first = followed.look(principal.tenant(), id);
        var events = new SubmissionPublisher<Event<String>>(blocking, 16);
        blocking.execute(() -> tell(principal, first, events));
        return FlowAdapters.toPublisher(events);
    }

    private void tell(Principal principal, Followed.Progress first, SubmissionPublisher<Event<String>> events) {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        try (events) {
            while (!events.hasSubscribers() && System.nanoTime() < deadline) {
                Thread.sleep(1);
            }
            var now = first;
            events.submit(event(now));
            while (!now.isOver() && events.hasSubscribers() && System.nanoTime() < deadline) {
                Thread.sleep(BETWEEN_LOOKS);
                var next = followed.look(principal.tenant(), first.dueRun());
                if (!next.equals(now)) {
                    events.submit(event(next));
                }
                now = next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Event<String> event(Followed.Progress progress) {
        return Event.of(Json.line(progress)).name(progress.isOver() ? "end" : "progress");
    }
}
