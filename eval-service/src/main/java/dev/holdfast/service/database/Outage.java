package dev.holdfast.service.database;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Tells trouble that passes when the database is back from trouble that stays.
public final class Outage {
    /// Classes of SQLSTATE: connections, transactions that were in each other's way, resources, operators, the system.
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private Outage() {}

    /// Whether the database was away, being restarted or too busy.
    public static boolean isBehind(Throwable trouble) {
        return Stream.iterate(Optional.of(trouble), Optional::isPresent, thrown -> thrown.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .anyMatch(thrown -> thrown instanceof SQLException refused && passes(refused));
    }

    private static boolean passes(SQLException refused) {
        var state = refused.getSQLState();
        // the database always names a state: what has none was said of a connection that is gone
        return refused instanceof SQLTransientException
                || state == null
                || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
    }
}
