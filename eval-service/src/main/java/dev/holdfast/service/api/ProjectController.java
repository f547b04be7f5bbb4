package dev.holdfast.service.api;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.Project;
import dev.holdfast.service.store.Projects;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Projects.
@Controller("/v1/projects")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProjectController {
    private final Database database;
    private final Projects projects;
    private final Stamps stamps;

    ProjectController(Database database, Projects projects, Stamps stamps) {
        this.database = database;
        this.projects = projects;
        this.stamps = stamps;
    }

    /// What a project is made of.
    public record NewProject(String name) {}

    @Get
    @Secured(Scope.READ)
    Page<Project> list(Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("projects", limit, cursor);
        return paging.page(
                database.read(principal.tenant(), _ -> projects.page(paging.at(), paging.id(), paging.fetch())),
                row -> new Stamp(row.id(), row.createdAt()));
    }

    @Get("/{id}")
    @Secured(Scope.READ)
    Project show(Principal principal, UUID id) {
        return database.read(principal.tenant(), _ -> projects.findById(id))
                .orElseThrow(() -> RefusedException.missing("project", id));
    }

    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.PROJECT_WRITE)
    Project create(Principal principal, @Body NewProject project) {
        var born = stamps.next();
        var row = new Project(principal.organisation(), born.id(), project.name(), born.at(), 0);
        return database.write(principal.tenant(), _ -> projects.save(row));
    }
}
