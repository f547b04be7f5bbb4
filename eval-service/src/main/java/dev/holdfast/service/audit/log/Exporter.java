package dev.holdfast.service.audit.log;

import dev.holdfast.service.audit.Event;
import dev.holdfast.service.audit.LogBundle;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.DatabaseException;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.merkle.Consistency;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Writes bundles of a log.
@Singleton
public final class Exporter {
    private static final int STEP = 500;

    private final Database database;
    private final AuditLog log;
    private final Checkpoints checkpoints;

    Exporter(Database database, AuditLog log, Checkpoints checkpoints) {
        this.database = database;
        this.log = log;
        this.checkpoints = checkpoints;
    }

    /// Writes the log from a leaf on, up to now, signed.
    ///
    /// @param since size of an older checkpoint that the bundle is to prove it continues
    /// @return leaves written
    public long write(UUID organisation, long first, Optional<Long> since, Appendable out) {
        return database.write(Tenant.of(organisation), connection -> {
            var signed = checkpoints.sign(connection, organisation);
            if (signed.isEmpty()) {
                return 0L;
            }
            var size = signed.get().size();
            var tree = log.tree(connection, organisation, size);
            var proofs = since.filter(older -> older <= size)
                    .map(tree::consistency)
                    .map(List::<Consistency>of)
                    .orElse(List.of());
            var begin = Math.min(first, size);
            var bundle = new LogBundle(LogBundle.VERSION, signed.get().note(), begin, size - begin, proofs);
            var events = Stream.iterate(begin, from -> from < size, from -> from + STEP)
                    .flatMap(from -> step(connection, organisation, from, size));
            try {
                bundle.write(tree, events, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return size - begin;
        });
    }

    private Stream<Event> step(Connection connection, UUID organisation, long from, long size) {
        try {
            return log.events(connection, organisation, from, (int) Math.min(STEP, size - from)).stream();
        } catch (SQLException e) {
            throw new DatabaseException("the audit log cannot be read", e);
        }
    }
}
