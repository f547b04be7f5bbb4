package dev.holdfast.service.security;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/// How an organisation begins: with one member who may do everything in it, and that member's token.
@Singleton
public final class Founding {
    private static final String FIRST = "default";
    private static final String ADMIN = "admin";

    private final Database database;
    private final Organisations organisations;
    private final Members members;
    private final ServiceTokens tokens;
    private final Stamps stamps;

    Founding(Database database, Organisations organisations, Members members, ServiceTokens tokens, Stamps stamps) {
        this.database = database;
        this.organisations = organisations;
        this.members = members;
        this.tokens = tokens;
        this.stamps = stamps;
    }

    /// An organisation with its first member's token.
    public record Founded(Organisation organisation, Member admin, ServiceTokens.Issued issued) {}

    /// Founds the first organisation of an installation, whose admin also runs the platform; absent where there is one.
    public Optional<Founded> first() {
        return database.anonymous(connection -> claim(connection)
                ? Optional.of(found(connection, FIRST, Role.ADMIN, Role.PLATFORM))
                : Optional.empty());
    }

    /// Founds an organisation beside the others.
    public Founded another(String name) {
        return database.anonymous(connection -> found(connection, name, Role.ADMIN));
    }

    private Founded found(Connection connection, String name, Role... roles) throws SQLException {
        var born = stamps.next();
        Database.enter(connection, Tenant.of(born.id()));
        var organisation = organisations.save(new Organisation(born.id(), name, born.at()));
        var admin = members.save(new Member(
                organisation.organisation(),
                stamps.next().id(),
                ADMIN,
                null,
                Stream.of(roles).map(Role::written).toList(),
                born.at(),
                0));
        var order = new ServiceTokens.Order(admin.id(), ADMIN, Optional.empty(), Optional.empty(), Optional.empty());
        return new Founded(organisation, admin, tokens.issue(organisation.organisation(), order));
    }

    /// Of several nodes that start at once, one founds.
    private static boolean claim(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO installation (founded_at) VALUES (now()) ON CONFLICT DO NOTHING")) {
            return statement.executeUpdate() == 1;
        }
    }
}
