package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Quarantine;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.security.Principal;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Models that were taken back: no gate lets them through and no action goes to them, until a person releases them or
/// they are certified anew.
@Singleton
public final class Quarantines {
    private final Database database;
    private final Registrar registrar;

    Quarantines(Database database, Registrar registrar) {
        this.database = database;
        this.registrar = registrar;
    }

    /// Those that hold.
    public List<Quarantine> of(Tenant tenant) {
        return database.read(tenant, Quarantines::held);
    }

    static List<Quarantine> held(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                Quarantine.class,
                "SELECT document FROM quarantines WHERE NOT released ORDER BY document ->> 'since', action");
    }

    /// Lets a model go; empty where none was held because of this action.
    public Optional<Quarantine> release(Principal who, String action, String reason) {
        return database.write(who.tenant(), connection -> {
            var held = held(connection).stream()
                    .filter(quarantine -> quarantine.action().equals(action))
                    .findFirst();
            if (held.isEmpty()) {
                return held;
            }
            var released =
                    held.get().released(who.name(), reason, registrar.stamps().now());
            keep(connection, who.organisation(), released);
            registrar
                    .log()
                    .record(
                            connection,
                            who.organisation(),
                            who.actor(),
                            Deed.changed("quarantine", action, held.get(), released)
                                    .because(Optional.of(reason)));
            return Optional.of(released);
        });
    }

    static void keep(Connection connection, UUID organisation, Quarantine quarantine) throws SQLException {
        Rows.change(
                connection,
                """
                INSERT INTO quarantines (organisation, action, released, document) VALUES (?, ?, ?, ?::jsonb)
                ON CONFLICT (organisation, action) DO UPDATE
                SET released = excluded.released, document = excluded.document""",
                organisation,
                quarantine.action(),
                quarantine.release().isPresent(),
                Json.line(quarantine));
    }
}
