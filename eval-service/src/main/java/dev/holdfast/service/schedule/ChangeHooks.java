package dev.holdfast.service.schedule;

import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Takes messages from outside that an agent was changed, signed as Standard Webhooks has it: each once, and only while
/// its signature is fresh.
@Singleton
public final class ChangeHooks {
    /// Longer than a signature is good for.
    private static final Duration REMEMBERED = WebhookKey.TOLERANCE.multipliedBy(4);

    private static final int LONGEST_ID = 200;

    /// Of the organisation's own secrets, and never a file of the service's.
    private static final Pattern KEY = Pattern.compile("\\$\\{env:[A-Za-z_][A-Za-z0-9_]*}");

    private final Database database;
    private final PactVersions versions;
    private final Changes changes;
    private final Reach reach;
    private final Stamps stamps;
    private final AuditLog log;

    ChangeHooks(Database database, PactVersions versions, Changes changes, Reach reach, Registrar registrar) {
        this.database = database;
        this.versions = versions;
        this.changes = changes;
        this.reach = reach;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// A message as it came.
    ///
    /// @param timestamp in seconds
    public record Message(String id, String timestamp, String signatures, String body) {}

    /// What a message says.
    public record Told(Set<Watch.Trigger> parts) {
        public Told {
            parts = Set.copyOf(parts);
        }
    }

    /// From now on whoever holds the key may tell of changes.
    ///
    /// @param key a reference to it, `${env:NAME}`: the key itself is no secret of the database's
    public void open(Principal who, UUID pact, String key) {
        if (!KEY.matcher(key).matches()) {
            throw new RefusedException(
                    Kind.UNFIT, "not_a_reference", "the key is given as a reference, such as ${env:CHANGE_KEY}");
        }
        database.write(who.tenant(), connection -> {
            var version = newest(pact);
            try (var upsert = connection.prepareStatement("""
                    INSERT INTO change_hooks (organisation, project, pact, key) VALUES (?, ?, ?, ?)
                    ON CONFLICT (organisation, pact) DO UPDATE SET key = EXCLUDED.key""")) {
                upsert.setObject(1, version.organisation());
                upsert.setObject(2, version.project());
                upsert.setObject(3, pact);
                upsert.setString(4, key);
                upsert.executeUpdate();
            }
            log.record(connection, who.organisation(), who.actor(), Deed.done("change_hook", pact, "opened"));
            return true;
        });
    }

    /// Nobody may tell of changes any more.
    public void shut(Principal who, UUID pact) {
        database.write(who.tenant(), connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM change_hooks WHERE pact = ?")) {
                delete.setObject(1, pact);
                if (delete.executeUpdate() == 0) {
                    throw RefusedException.missing("change hook of", pact);
                }
            }
            log.record(connection, who.organisation(), who.actor(), Deed.done("change_hook", pact, "shut"));
            return true;
        });
    }

    /// The run that follows; absent where the pact wants none after such a change, or the message was taken before.
    ///
    /// @throws RefusedException for a message that whoever holds the key did not sign lately, without telling
    /// whether there is such a pact
    public Optional<DueRun> take(UUID organisation, UUID pact, Message message) {
        var tenant = Tenant.of(organisation);
        if (!isSigned(tenant, pact, message)) {
            throw new RefusedException(
                    Kind.UNKNOWN, "not_signed", "the message is not signed with the key of this hook, or not lately");
        }
        var told = Json.read("body", message.body(), Told.class);
        return changes.made(tenant, database.write(tenant, connection -> {
            var version = newest(pact);
            return isNew(connection, version, message.id())
                    ? changes.begin(connection, version, new Changes.Report("webhook", told.parts()))
                    : Optional.empty();
        }));
    }

    private boolean isSigned(Tenant tenant, UUID pact, Message message) {
        if (!message.timestamp().matches("[0-9]{1,12}") || message.id().length() > LONGEST_ID) {
            return false;
        }
        var at = Instant.ofEpochSecond(Long.parseLong(message.timestamp()));
        return key(tenant, pact)
                .filter(key -> key.verifies(message.id(), at, message.body(), message.signatures(), stamps.now()))
                .isPresent();
    }

    /// Absent where there is no hook, or its key is not where it should be.
    private Optional<WebhookKey> key(Tenant tenant, UUID pact) {
        var reference = database.read(tenant, connection -> {
            try (var select = connection.prepareStatement("SELECT key FROM change_hooks WHERE pact = ?")) {
                select.setObject(1, pact);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(new Reference(row.getString(1))) : Optional.<Reference>empty();
                }
            }
        });
        try {
            return reference.map(found -> WebhookKey.parse(
                    reach.of(tenant.organisation(), Path.of("")).resolve(found)));
        } catch (InvalidDocumentException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isNew(Connection connection, PactVersion version, String id) throws SQLException {
        var now = stamps.now();
        try (var forget =
                        connection.prepareStatement("DELETE FROM change_messages WHERE pact = ? AND received_at < ?");
                var insert = connection.prepareStatement("""
                        INSERT INTO change_messages (organisation, project, pact, id, received_at)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
            forget.setObject(1, version.pact());
            forget.setObject(2, now.minus(REMEMBERED).atOffset(ZoneOffset.UTC));
            forget.executeUpdate();
            insert.setObject(1, version.organisation());
            insert.setObject(2, version.project());
            insert.setObject(3, version.pact());
            insert.setString(4, id);
            insert.setObject(5, now.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        }
    }

    private PactVersion newest(UUID pact) {
        return versions.findFirstByPactOrderByNumberDesc(pact)
                .orElseThrow(() -> RefusedException.missing("pact", pact));
    }
}
