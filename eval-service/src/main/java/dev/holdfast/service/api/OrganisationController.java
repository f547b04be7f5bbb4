package dev.holdfast.service.api;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.security.Founding;
import dev.holdfast.service.security.Organisation;
import dev.holdfast.service.security.Organisations;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// Organisations, of which one sees one's own.
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OrganisationController {
    private final Database database;
    private final Organisations organisations;
    private final Founding founding;

    OrganisationController(Database database, Organisations organisations, Founding founding) {
        this.database = database;
        this.organisations = organisations;
        this.founding = founding;
    }

    /// What an organisation is made of.
    public record NewOrganisation(String name) {}

    /// Who is asking; every token may know that of itself.
    @Get("/me")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    Principal me(Principal principal) {
        return principal;
    }

    @Get("/organisations")
    @Secured(Scope.READ)
    Page<Organisation> list(Principal principal) {
        return Page.all(database.read(principal.tenant(), _ -> organisations.find()).stream()
                .toList());
    }

    /// The answer holds the secret of its first admin, which is never told again.
    @Post("/organisations")
    @Status(HttpStatus.CREATED)
    @Secured(Scope.ORGANISATION_CREATE)
    Founding.Founded create(@Body NewOrganisation organisation) {
        return founding.another(organisation.name());
    }
}
