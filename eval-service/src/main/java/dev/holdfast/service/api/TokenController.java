package dev.holdfast.service.api;

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

    TokenController(Database database, ServiceTokens issuer, Tokens tokens, Members members, Stamps stamps) {
        this.database = database;
        this.issuer = issuer;
        this.tokens = tokens;
        this.members = members;
        this.stamps = stamps;
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
        return database.write(principal.tenant(), _ -> {
            if (members.findById(order.member()).isEmpty()) {
                throw RefusedException.missing("member", order.member());
            }
            return issuer.issue(principal.organisation(), order);
        });
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    @Secured(Scope.TOKEN_WRITE)
    void revoke(Principal principal, UUID id) {
        if (database.write(principal.tenant(), _ -> tokens.revoke(id, stamps.now())) == 0) {
            throw RefusedException.missing("token", id);
        }
    }
}
