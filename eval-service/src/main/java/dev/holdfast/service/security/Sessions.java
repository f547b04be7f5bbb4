package dev.holdfast.service.security;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// Signs browsers in and out. A session stands for a token: when that is revoked or expires, or its member loses a
/// role,
/// the session has lost it too.
@Singleton
public final class Sessions {
    /// A shift, and then some.
    public static final Duration LIFE = Duration.ofHours(12);

    private static final int SECRET_BYTES = 32;

    private final Database database;
    private final ServiceTokens tokens;
    private final Tokens rows;
    private final Registrar registrar;
    private final SecureRandom random = new SecureRandom();

    Sessions(Database database, ServiceTokens tokens, Tokens rows, Registrar registrar) {
        this.database = database;
        this.tokens = tokens;
        this.rows = rows;
        this.registrar = registrar;
    }

    /// Signs in with the text of a token; absent where it is not good.
    public Optional<Session> open(String token) {
        return tokens.bearer(token).map(this::open);
    }

    /// Signs in a member for whom somebody else vouches. The session stands for a token that is made for it and told to
    /// nobody, so that it is listed, narrowed and revoked as others are.
    Session open(Principal member, String voucher) {
        Principal bearer = database.write(member.tenant(), connection -> {
            var order = new ServiceTokens.Order(
                    member.member(),
                    "signed in at " + voucher,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(registrar.stamps().now().plus(LIFE)));
            var token = tokens.issue(member.organisation(), order).token();
            rows.standForSession(token.id());
            registrar
                    .log()
                    .record(
                            connection,
                            member.organisation(),
                            member.actor(),
                            Deed.created("token", token.id(), token));
            return tokens.bearer(token.id()).orElseThrow();
        });
        return open(bearer);
    }

    private Session open(Principal principal) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var session = new Session(principal, HexFormat.of().formatHex(bytes));
        var born = registrar.stamps().next();
        database.write(principal.tenant(), connection -> {
            forget(connection, born.at());
            insert(connection, session, born.id(), born.at());
            return registrar
                    .log()
                    .record(
                            connection,
                            principal.organisation(),
                            principal.actor(),
                            Deed.done("console_session", born.id(), "opened"));
        });
        return session;
    }

    /// Whose session it is; absent for one that is unknown, over, or of a token that is no longer good.
    public Optional<Session> find(String secret) {
        return database.anonymous(connection -> {
            var row = row(connection, secret);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            Database.enter(connection, Tenant.of(row.get().organisation()));
            return tokens.bearer(row.get().token()).map(principal -> new Session(principal, secret));
        });
    }

    /// Signs out.
    public void close(Session session) {
        var principal = session.principal();
        database.write(principal.tenant(), connection -> {
            var row = row(connection, session.secret());
            if (row.isPresent()) {
                delete(connection, row.get().id());
                registrar
                        .log()
                        .record(
                                connection,
                                principal.organisation(),
                                principal.actor(),
                                Deed.done("console_session", row.get().id(), "closed"));
            }
            return row;
        });
    }

    private record Row(UUID organisation, UUID id, UUID token) {}

    private Optional<Row> row(Connection connection, String secret) throws SQLException {
        var digest = Digest.of(secret).value();
        try (var present = connection.prepareStatement("SELECT set_config('holdfast.session_digest', ?, true)")) {
            present.setString(1, digest);
            present.execute();
        }
        try (var select = connection.prepareStatement(
                "SELECT organisation, id, token, expires_at FROM console_sessions WHERE digest = ?")) {
            select.setString(1, digest);
            try (var row = select.executeQuery()) {
                return row.next()
                                && row.getObject(4, OffsetDateTime.class)
                                        .toInstant()
                                        .isAfter(registrar.stamps().now())
                        ? Optional.of(new Row(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getObject(3, UUID.class)))
                        : Optional.empty();
            }
        }
    }

    private static void insert(Connection connection, Session session, UUID id, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT INTO console_sessions (organisation, id, token, digest, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?)""")) {
            insert.setObject(1, session.principal().organisation());
            insert.setObject(2, id);
            insert.setObject(3, session.principal().token());
            insert.setString(4, Digest.of(session.secret()).value());
            insert.setObject(5, now.atOffset(ZoneOffset.UTC));
            insert.setObject(6, now.plus(LIFE).atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /// Sessions that are over, and the tokens that were made for them.
    private void forget(Connection connection, Instant now) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM console_sessions WHERE expires_at < ?")) {
            delete.setObject(1, now.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
        rows.forget(now);
    }

    private static void delete(Connection connection, UUID id) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM console_sessions WHERE id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }
}
