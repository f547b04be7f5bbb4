package dev.holdfast.service.api;

import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Members;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.ServiceTokens;
import dev.holdfast.service.security.Token;
import dev.holdfast.service.security.Tokens;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tokens.
@Controller("/v1/tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TokenController {
    private final Database database;
    private final ServiceTokens issuer;
    private final Tokens tokens;
    private final Members members;
    private final Stamps stamps;
    private final AuditLog log;

    TokenController(Database database, ServiceTokens issuer, Tokens tokens, Members members, Registrar registrar) {
        this.database = database;
        this.issuer = issuer;
        this.tokens = tokens;
        this.members = members;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    @Get
    @Secured(Scope.TOKEN_WRITE)
    Page<Token> list(Principal principal, @QueryValue @Nullable String limit, @QueryValue @Nullable String cursor) {
        var paging = Paging.of("tokens", limit, cursor);
        return paging.page(
                database.read(principal.tenant(), _ -> tokens.page(paging.at(), paging.id(), paging.fetch())),
                row -> new Stamp(row.id(), row.createdAt()));
    }

    /// The answer holds the secret, which is never told again.
    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.TOKEN_WRITE)
    ServiceTokens.Issued issue(Principal principal, @Body ServiceTokens.Order order) {
        return database.write(principal.tenant(), connection -> {
            if (members.findById(order.member()).isEmpty()) {
                throw RefusedException.missing("member", order.member());
            }
            var issued = issuer.issue(principal.organisation(), order);
            var token = issued.token();
            log.record(
                    connection, principal.organisation(), principal.actor(), Deed.created("token", token.id(), token));
            return issued;
        });
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    @Secured(Scope.TOKEN_WRITE)
    void revoke(Principal principal, UUID id) {
        database.write(principal.tenant(), connection -> {
            if (tokens.revoke(id, stamps.now()) == 0) {
                throw RefusedException.missing("token", id);
            }
            return log.record(
                    connection, principal.organisation(), principal.actor(), Deed.done("token", id, "revoked"));
        });
    }
}
