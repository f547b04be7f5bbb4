package dev.holdfast.service.database;

import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.DefaultTransactionDefinition;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// The one way to the rows: work inside a transaction of a tenant.
///
/// Repositories that the work calls take part in the transaction. Work outside of it sees no row and writes none.
@Singleton
public final class Database {
    private static final String TENANT =
            "SELECT set_config('holdfast.organisation', ?, true), set_config('holdfast.project', ?, true)";

    private final TransactionOperations<Connection> transactions;

    Database(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /// What is done in a transaction. An exception rolls it back.
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// Work that changes rows.
    public <T> T write(Tenant tenant, Work<T> work) {
        return run(tenant, work, false);
    }

    /// Work that changes none.
    public <T> T read(Tenant tenant, Work<T> work) {
        return run(tenant, work, true);
    }

    /// Work of nobody: it sees no tenant's rows, only what other policies let through.
    public <T> T anonymous(Work<T> work) {
        return transaction(false, work);
    }

    /// Names the tenant for what remains of the connection's transaction.
    public static void enter(Connection connection, Tenant tenant) throws SQLException {
        try (var statement = connection.prepareStatement(TENANT)) {
            statement.setString(1, tenant.organisation().toString());
            statement.setString(2, tenant.project().map(UUID::toString).orElse(""));
            statement.execute();
        }
    }

    private <T> T run(Tenant tenant, Work<T> work, boolean readOnly) {
        return transaction(readOnly, connection -> {
            enter(connection, tenant);
            return work.on(connection);
        });
    }

    /// Never inside another transaction, which may be another tenant's.
    private <T> T transaction(boolean readOnly, Work<T> work) {
        if (transactions.findTransactionStatus().isPresent()) {
            throw new IllegalStateException("a transaction of a tenant is under way already");
        }
        var definition = new DefaultTransactionDefinition();
        definition.setReadOnly(readOnly);
        return transactions.execute(definition, status -> {
            try {
                return work.on(status.getConnection());
            } catch (SQLException e) {
                throw new DatabaseException("the database refused", e);
            }
        });
    }
}
