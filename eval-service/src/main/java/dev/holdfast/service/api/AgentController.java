package dev.holdfast.service.api;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.Agent;
import dev.holdfast.service.store.Agents;
import dev.holdfast.service.store.History;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Agents.
@Controller("/v1/agents")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AgentController {
    private final Database database;
    private final Agents agents;
    private final Stamps stamps;
    private final History history;

    AgentController(Database database, Agents agents, Stamps stamps, History history) {
        this.database = database;
        this.agents = agents;
        this.stamps = stamps;
        this.history = history;
    }

    /// What can be changed of an agent.
    public record Description(String name, String about) {}

    /// What an agent is made of.
    public record NewAgent(UUID project, String name, String about) {}

    @Get
    @Secured(Scope.READ)
    Page<Agent> list(Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("agents", limit, cursor);
        return paging.page(
                database.read(principal.tenant(), _ -> agents.page(paging.at(), paging.id(), paging.fetch())),
                row -> new Stamp(row.id(), row.createdAt()));
    }

    @Get("/{id}")
    @Secured(Scope.READ)
    HttpResponse<Agent> show(Principal principal, UUID id) {
        var agent = database.read(principal.tenant(), _ -> find(id));
        return Tag.on(agent, agent.version());
    }

    /// What happened to it: what was promised, seen, concluded, certified and let out; the newest first.
    @Get("/{id}/history")
    @Secured(Scope.READ)
    Page<History.Event> history(
            Principal principal, UUID id, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("history", limit, cursor);
        var events = database.read(principal.tenant(), connection -> {
            return history.page(connection, find(id).id(), paging.before(), paging.fetch());
        });
        return paging.page(events, event -> new Stamp(event.id(), event.at()));
    }

    /// Describes it anew, where nobody else has since it was seen.
    @Put("/{id}")
    @Secured(Scope.PROJECT_WRITE)
    HttpResponse<Agent> change(
            Principal principal,
            UUID id,
            @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Body Description told) {
        var changed = database.write(principal.tenant(), _ -> {
            var agent = find(id);
            Tag.check(ifMatch, agent.version());
            return agents.update(agent.described(told.name(), told.about()));
        });
        return Tag.on(changed, changed.version());
    }

    private Agent find(UUID id) {
        return agents.findById(id).orElseThrow(() -> RefusedException.missing("agent", id));
    }

    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.PROJECT_WRITE)
    Agent create(Principal principal, @Body NewAgent agent) {
        var born = stamps.next();
        var row = new Agent(
                principal.organisation(), agent.project(), born.id(), agent.name(), agent.about(), born.at(), 0);
        return database.write(principal.tenant(), _ -> agents.save(row));
    }
}
