package dev.holdfast.service.api;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.evaluation.GateKeeper;
import dev.holdfast.service.gate.GateAnswer;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.Gate;
import dev.holdfast.service.store.Gates;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Gates: may a candidate go out?
@Controller("/v1/gates")
@ExecuteOn(TaskExecutors.BLOCKING)
final class GateController {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Database database;
    private final GateKeeper keeper;
    private final Gates gates;
    private final ExecutorService blocking;
    private final Once once;

    GateController(
            Database database,
            GateKeeper keeper,
            Gates gates,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
            Once once) {
        this.database = database;
        this.keeper = keeper;
        this.gates = gates;
        this.blocking = blocking;
        this.once = once;
    }

    /// A question with its answer as it stands now.
    public record Answered(Gate gate, GateAnswer answer) {}

    @Get
    @Secured(Scope.READ)
    Page<Answered> list(Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("gates", limit, cursor);
        var page = paging.page(
                database.read(principal.tenant(), _ -> gates.page(paging.at(), paging.id(), paging.fetch())),
                gate -> new Stamp(gate.id(), gate.createdAt()));
        return new Page<>(page.items().stream().map(this::answered).toList(), page.nextCursor());
    }

    /// The question is kept and worked at; the answer is asked for by `GET`.
    @Post
    @Status(HttpStatus.ACCEPTED)
    @Secured(Scope.GATE_EVALUATE)
    Answered ask(Principal principal, @Header(Once.HEADER) @Nullable String key, @Body GateKeeper.Question question) {
        var asked = new Once.Asked(principal, "gates", key, question);
        var id = once.answer(asked, () -> keeper.ask(principal, question).id());
        blocking.execute(() -> keeper.work(principal.tenant(), id));
        return answered(keeper.show(principal.tenant(), id));
    }

    /// The answer, waited for as long as `wait` says (`30s`, at most a minute).
    @Get("/{id}")
    @Secured(Scope.GATE_EVALUATE)
    Answered show(Principal principal, UUID id, @QueryValue @Nullable String wait) throws InterruptedException {
        var deadline = System.nanoTime() + duration(wait).toNanos();
        var gate = keeper.show(principal.tenant(), id);
        while (gate.answer() == null && System.nanoTime() < deadline) {
            keeper.work(principal.tenant(), id);
            Thread.sleep(BETWEEN_LOOKS);
            gate = keeper.show(principal.tenant(), id);
        }
        return answered(gate);
    }

    private Answered answered(Gate gate) {
        return new Answered(gate, keeper.answer(gate));
    }

    private static Duration duration(@Nullable String wait) {
        if (wait == null) {
            return Duration.ZERO;
        }
        if (!wait.matches("[0-9]{1,3}s")) {
            throw new RefusedException(
                    RefusedException.Kind.UNFIT, "wait", "wait is seconds, such as 30s, and not \"" + wait + "\"");
        }
        var asked = Duration.ofSeconds(Integer.parseInt(wait.substring(0, wait.length() - 1)));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }
}
