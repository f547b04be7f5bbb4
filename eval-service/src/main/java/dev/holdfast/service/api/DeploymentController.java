package dev.holdfast.service.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.Deployment;
import dev.holdfast.service.store.Deployments;
import dev.holdfast.service.store.Pacts;
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
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Deployments: what went out, and when.
@Controller("/v1/deployments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DeploymentController {
    private final Database database;
    private final Deployments deployments;
    private final Pacts pacts;
    private final Stamps stamps;
    private final AuditLog log;
    private final Once once;

    DeploymentController(Database database, Deployments deployments, Pacts pacts, Registrar registrar, Once once) {
        this.database = database;
        this.deployments = deployments;
        this.pacts = pacts;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
        this.once = once;
    }

    /// What went out.
    public record NewDeployment(
            UUID pact,
            String model,
            String environment,
            @Schema(requiredMode = NOT_REQUIRED) Optional<UUID> gate,
            @Schema(requiredMode = NOT_REQUIRED) Optional<String> note) {}

    @Get
    @Secured(Scope.READ)
    Page<Deployment> list(
            Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("deployments", limit, cursor);
        return paging.page(
                database.read(principal.tenant(), _ -> deployments.page(paging.at(), paging.id(), paging.fetch())),
                row -> new Stamp(row.id(), row.createdAt()));
    }

    @Get("/{id}")
    @Secured(Scope.READ)
    Deployment show(Principal principal, UUID id) {
        return database.read(principal.tenant(), _ -> deployments.findById(id))
                .orElseThrow(() -> RefusedException.missing("deployment", id));
    }

    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.DEPLOYMENT_WRITE)
    Deployment tell(Principal principal, @Header(Once.HEADER) @Nullable String key, @Body NewDeployment deployment) {
        var asked = new Once.Asked(principal, "deployments", key, deployment);
        return show(
                principal, once.answer(asked, () -> keep(principal, deployment).id()));
    }

    private Deployment keep(Principal principal, NewDeployment told) {
        return database.write(principal.tenant(), connection -> {
            var pact = pacts.findById(told.pact()).orElseThrow(() -> RefusedException.missing("pact", told.pact()));
            var born = stamps.next();
            var saved = deployments.save(new Deployment(
                    pact.organisation(),
                    pact.project(),
                    born.id(),
                    pact.id(),
                    told.gate().orElse(null),
                    told.model(),
                    told.environment(),
                    told.note().orElse(null),
                    principal.member(),
                    born.at()));
            log.record(
                    connection,
                    principal.organisation(),
                    principal.actor(),
                    Deed.created("deployment", saved.id(), saved));
            return saved;
        });
    }
}
