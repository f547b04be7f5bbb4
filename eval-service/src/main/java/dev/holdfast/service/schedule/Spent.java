package dev.holdfast.service.schedule;

import dev.holdfast.harness.replay.Purse;
import dev.holdfast.schema.pact.Watch;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;

/// What due runs of a pact have cost, and may still cost.
///
/// It is read from what was kept of the replays: a second record of it could only contradict them.
@Singleton
final class Spent {
    private static final String COSTS = """
            SELECT coalesce(sum((o.line ->> 'cost_usd')::float8), 0), max((o.line ->> 'cost_usd')::float8)
            FROM due_runs d JOIN observations o ON o.run IN (d.run, d.control_run)
            WHERE\s""";

    Spent() {}

    private record Costs(double sum, double dearest) {}

    private record Budget(String name, double usd, double spent) {
        double left() {
            return usd - spent;
        }
    }

    /// The purse for the next shard of a due run, inside the tenant's transaction: the tightest of the budgets that the
    /// pact sets.
    Purse purse(Connection connection, DueRun due, Watch.Spend spend, Instant now) throws SQLException {
        if (spend.perRun().isEmpty() && spend.perMonth().isEmpty()) {
            return Purse.bottomless();
        }
        var ofRun = costs(connection, "d.id = ?", due.id());
        var ofMonth = ofMonth(connection, due.pact(), now);
        var dearest = Math.max(ofRun.dearest(), ofMonth.dearest());
        return Stream.concat(
                        spend
                                .perRun()
                                .map(usd -> new Budget("the pact's spend per_run", usd.usd(), ofRun.sum()))
                                .stream(),
                        spend
                                .perMonth()
                                .map(usd -> new Budget("the pact's spend per_month", usd.usd(), ofMonth.sum()))
                                .stream())
                .min(Comparator.comparingDouble(Budget::left))
                .map(tightest -> Purse.of(
                        tightest.name(),
                        tightest.usd(),
                        tightest.spent(),
                        dearest > 0 ? OptionalDouble.of(dearest) : OptionalDouble.empty()))
                .orElseThrow();
    }

    /// In the calendar month (UTC): partitions of other months are not touched.
    private static Costs ofMonth(Connection connection, UUID pact, Instant now) throws SQLException {
        var begin = YearMonth.from(now.atOffset(ZoneOffset.UTC)).atDay(1).atStartOfDay();
        var since = begin.atOffset(ZoneOffset.UTC);
        return costs(connection, "d.pact = ? AND d.created_at >= ? AND o.stored_at >= ?", pact, since, since);
    }

    private static Costs costs(Connection connection, String which, Object... values) throws SQLException {
        try (var select = connection.prepareStatement(COSTS + which)) {
            for (var i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (var row = select.executeQuery()) {
                row.next();
                return new Costs(row.getDouble(1), row.getDouble(2));
            }
        }
    }
}
