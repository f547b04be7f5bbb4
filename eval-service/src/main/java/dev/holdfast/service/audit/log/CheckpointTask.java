package dev.holdfast.service.audit.log;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs every log that has had unsigned leaves for ten minutes, and copies checkpoints to where they can be taken
/// away.
@Singleton
public final class CheckpointTask {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointTask.class);
    private static final Duration LONGEST_UNSIGNED = Duration.ofMinutes(10);

    private final Database database;
    private final Checkpoints checkpoints;
    private final AuditSettings settings;
    private final Stamps stamps;

    CheckpointTask(Database database, Checkpoints checkpoints, AuditSettings settings, Stamps stamps) {
        this.database = database;
        this.checkpoints = checkpoints;
        this.settings = settings;
        this.stamps = stamps;
    }

    @Scheduled(fixedDelay = "30s", initialDelay = "30s")
    void run() {
        Round.go(database, "the audit log has no new checkpoint", organisation -> run(organisation, LONGEST_UNSIGNED));
    }

    /// Signs one log if it has had unsigned leaves for so long, and copies what was not copied yet.
    void run(UUID organisation, Duration longest) throws IOException {
        var signed = database.write(Tenant.of(organisation), connection -> {
            if (isDue(connection, organisation, longest)) {
                checkpoints.sign(connection, organisation);
            }
            return all(connection, organisation);
        });
        var folder = settings.checkpoints().resolve(organisation.toString());
        Files.createDirectories(folder);
        for (var checkpoint : signed) {
            export(folder, checkpoint);
        }
    }

    private boolean isDue(Connection connection, UUID organisation, Duration longest) throws SQLException {
        try (var query = connection.prepareStatement("""
                SELECT EXISTS (SELECT FROM audit_events e WHERE organisation = ? AND at <= ? AND seq >=
                    (SELECT coalesce(max(size), 0) FROM audit_checkpoints c WHERE c.organisation = e.organisation))""")) {
            query.setObject(1, organisation);
            query.setTimestamp(2, Timestamp.from(stamps.now().minus(longest)));
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static List<Checkpoints.Signed> all(Connection connection, UUID organisation) throws SQLException {
        try (var query = connection.prepareStatement(
                "SELECT size, note FROM audit_checkpoints WHERE organisation = ? ORDER BY size")) {
            query.setObject(1, organisation);
            var all = new ArrayList<Checkpoints.Signed>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    all.add(new Checkpoints.Signed(row.getLong(1), row.getString(2)));
                }
            }
            return all;
        }
    }

    /// Whole or not at all, and never over another.
    private static void export(Path folder, Checkpoints.Signed signed) throws IOException {
        var file = folder.resolve("%012d.txt".formatted(signed.size()));
        if (!Files.exists(file)) {
            var part = folder.resolve("." + UUID.randomUUID() + ".part");
            Files.writeString(part, signed.note());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } else if (!sameRoot(Files.readString(file), signed.note())) {
            LOG.error("the audit log was rewritten: {} is not what the database says was signed", file);
        }
    }

    private static boolean sameRoot(String one, String other) {
        return one.substring(0, one.indexOf("\n\n")).equals(other.substring(0, other.indexOf("\n\n")));
    }
}
