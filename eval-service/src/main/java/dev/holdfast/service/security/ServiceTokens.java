package dev.holdfast.service.security;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Issues tokens, and tells who bears one.
@Singleton
public final class ServiceTokens {
    /// How exactly it is known when a token was last used, to spare writing at every request.
    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private final Database database;
    private final Tokens tokens;
    private final Members members;
    private final Stamps stamps;
    private final SecureRandom random = new SecureRandom();

    ServiceTokens(Database database, Tokens tokens, Members members, Stamps stamps) {
        this.database = database;
        this.tokens = tokens;
        this.members = members;
        this.stamps = stamps;
    }

    /// What a token is to be.
    public record Order(
            UUID member,
            String name,
            @Schema(requiredMode = NOT_REQUIRED) Optional<UUID> project,
            @Schema(requiredMode = NOT_REQUIRED) Optional<List<String>> scopes,
            @Schema(requiredMode = NOT_REQUIRED) Optional<Instant> expiresAt) {}

    /// A token with its text, which is never told again.
    public record Issued(Token token, String secret) {}

    /// Issues a token inside the organisation's transaction.
    public Issued issue(UUID organisation, Order order) {
        var secret = Secret.generate(random);
        var born = stamps.next();
        var token = new Token(
                organisation,
                born.id(),
                order.member(),
                order.project().orElse(null),
                order.name(),
                secret.prefix(),
                secret.digest().value(),
                order.scopes().orElse(null),
                born.at(),
                order.expiresAt().orElse(null),
                null,
                null);
        return new Issued(tokens.save(token), secret.text());
    }

    /// No token of the member is good any more, inside the organisation's transaction.
    void revokeAllOf(UUID member, Instant now) {
        tokens.revokeAllOf(member, now);
    }

    /// Who bears the token; absent for a token that is unknown, expired or revoked, without saying which.
    public Optional<Principal> bearer(String text) {
        return Secret.parse(text).flatMap(secret -> database.anonymous(connection -> bearer(secret, connection)));
    }

    private Optional<Principal> bearer(Secret secret, Connection connection) throws SQLException {
        present(secret, connection);
        var found = tokens.findByPrefix(secret.prefix());
        // an unknown prefix takes the same path as a wrong secret
        var matches = secret.matches(found.map(Token::digest).orElse(""));
        var now = stamps.now();
        if (found.isEmpty() || !matches || !found.get().isGood(now)) {
            return Optional.empty();
        }
        var token = found.get();
        Database.enter(connection, new Tenant(token.organisation(), Optional.ofNullable(token.project())));
        noteUse(token, now);
        return members.findById(token.member()).map(member -> principal(token, member));
    }

    /// Who bears a token that was recognised before, inside the organisation's transaction; absent where it is no
    /// longer
    /// good.
    Optional<Principal> bearer(UUID id) {
        return tokens.findById(id)
                .filter(token -> token.isGood(stamps.now()))
                .flatMap(token -> members.findById(token.member()).map(member -> principal(token, member)));
    }

    private static void present(Secret secret, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT set_config('holdfast.token_prefix', ?, true)")) {
            statement.setString(1, secret.prefix());
            statement.execute();
        }
    }

    private void noteUse(Token token, Instant now) {
        var last = token.lastUsedAt();
        if (last == null || last.plus(USE_PRECISION).isBefore(now)) {
            tokens.use(token.id(), now);
        }
    }

    private static Principal principal(Token token, Member member) {
        return new Principal(
                token.organisation(),
                member.id(),
                token.id(),
                "token:" + token.id(),
                member.name(),
                Optional.ofNullable(token.project()),
                scopes(member.roles(), token.scopes()));
    }

    static Set<String> scopes(List<String> roles, @Nullable List<String> narrowed) {
        var scopes = new HashSet<String>();
        roles.forEach(role -> scopes.addAll(Role.of(role).scopes()));
        if (narrowed != null) {
            scopes.retainAll(narrowed);
        }
        return Set.copyOf(scopes);
    }
}
