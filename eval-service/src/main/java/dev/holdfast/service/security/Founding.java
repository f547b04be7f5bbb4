package dev.holdfast.service.security;

import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
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
    private final AuditLog log;

    Founding(
            Database database,
            Organisations organisations,
            Members members,
            ServiceTokens tokens,
            Registrar registrar) {
        this.database = database;
        this.organisations = organisations;
        this.members = members;
        this.tokens = tokens;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// An organisation with its first member's token.
    public record Founded(Organisation organisation, Member admin, ServiceTokens.Issued issued) {
        Deed deed() {
            return Deed.created("organisation", organisation.organisation(), organisation);
        }
    }

    /// Founds the first organisation of an installation, whose admin also runs the platform; absent where there is one.
    public Optional<Founded> first() {
        return database.anonymous(connection -> claim(connection)
                ? Optional.of(found(connection, FIRST, Actor.system("first_start"), Role.ADMIN, Role.PLATFORM))
                : Optional.empty());
    }

    /// A new token for the founder of an organisation, in place of all that were lost; for whoever has the machine.
    ///
    /// @param organisation the first of the installation where it is absent
    public ServiceTokens.Issued replace(Optional<UUID> organisation) {
        var whose = organisation
                .or(() -> AuditLog.organisations(database).stream().min(Comparator.comparing(this::foundedAt)))
                .orElseThrow(() -> RefusedException.missing("organisation", "here"));
        return database.write(Tenant.of(whose), connection -> {
            var founder = members.findFirstOrderByCreatedAt()
                    .orElseThrow(() -> RefusedException.missing("organisation", whose));
            tokens.revokeAllOf(founder.id(), stamps.now());
            var order =
                    new ServiceTokens.Order(founder.id(), ADMIN, Optional.empty(), Optional.empty(), Optional.empty());
            var issued = tokens.issue(whose, order);
            var who = Actor.system("operator");
            log.record(connection, whose, who, Deed.done("member", founder.id(), "tokens_revoked"));
            log.record(
                    connection, whose, who, Deed.created("token", issued.token().id(), issued.token()));
            return issued;
        });
    }

    private Instant foundedAt(UUID organisation) {
        return database.read(Tenant.of(organisation), _ -> organisations.find())
                .orElseThrow()
                .createdAt();
    }

    /// Founds an organisation beside the others.
    ///
    /// @param founder is named in the log of its own organisation only
    public Founded another(String name, Principal founder) {
        return database.anonymous(connection -> {
            var founded = found(connection, name, Actor.system("platform"), Role.ADMIN);
            Database.enter(connection, founder.tenant());
            log.record(connection, founder.organisation(), founder.actor(), founded.deed());
            return founded;
        });
    }

    private Founded found(Connection connection, String name, Actor founder, Role... roles) throws SQLException {
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
        var founded = new Founded(organisation, admin, tokens.issue(born.id(), order));
        var token = founded.issued().token();
        log.record(connection, born.id(), founder, founded.deed());
        log.record(connection, born.id(), founder, Deed.created("member", admin.id(), admin));
        log.record(connection, born.id(), founder, Deed.created("token", token.id(), token));
        return founded;
    }

    /// Of several nodes that start at once, one founds.
    private static boolean claim(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO installation (founded_at) VALUES (now()) ON CONFLICT DO NOTHING")) {
            return statement.executeUpdate() == 1;
        }
    }
}
