package dev.holdfast.service.api;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.Agent;
import dev.holdfast.service.store.Agents;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.UUID;

/// Agents.
@Controller("/v1/agents")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AgentController {
    private final Database database;
    private final Agents agents;
    private final Stamps stamps;

    AgentController(Database database, Agents agents, Stamps stamps) {
        this.database = database;
        this.agents = agents;
        this.stamps = stamps;
    }

    /// What an agent is made of.
    public record NewAgent(UUID project, String name, String about) {}

    @Get
    @Secured(Scope.READ)
    Page<Agent> list(Principal principal) {
        return Page.all(database.read(principal.tenant(), _ -> agents.listOrderByCreatedAtAndId()));
    }

    @Get("/{id}")
    @Secured(Scope.READ)
    Agent show(Principal principal, UUID id) {
        return database.read(principal.tenant(), _ -> agents.findById(id))
                .orElseThrow(() -> RefusedException.missing("agent", id));
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
