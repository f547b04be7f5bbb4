package dev.holdfast.service.schedule;

import dev.holdfast.baselines.plan.Cron;
import dev.holdfast.schema.pact.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// The times at which runs of a pact are due.
///
/// @param anchor where intervals are counted from
/// @param jitter a run is begun up to this long after it is due; how long is the pact's own and the same on all nodes
record Rhythm(UUID pact, Watch.Schedule schedule, Duration jitter, Instant anchor) {
    /// More times than this are not listed one by one when a service was away for long.
    private static final int MOST = 10_000;

    /// The first time after the given one; empty for a cron expression that never comes due.
    Optional<Instant> next(Instant after) {
        return switch (schedule) {
            case Watch.Schedule.Interval(var length) -> Optional.of(next(after, length));
            case Watch.Schedule.Cron(var expression, var zone) -> next(after, expression, zone);
        };
    }

    /// When the run that is due then is begun.
    Instant begins(Instant due) {
        var most = jitter.toMillis();
        return most == 0
                ? due
                : due.plusMillis(Math.floorMod(Objects.hash(pact, due.toEpochMilli()) * 0x9E3779B97F4A7C15L, most));
    }

    /// All times after the one that are to be begun up to the other, oldest first; of very many the newest.
    List<Instant> between(Instant after, Instant until) {
        var times = new ArrayList<Instant>();
        for (var due = next(after); due.isPresent() && !begins(due.get()).isAfter(until); due = next(due.get())) {
            times.add(due.get());
        }
        return List.copyOf(times.subList(Math.max(0, times.size() - MOST), times.size()));
    }

    private Instant next(Instant after, Duration length) {
        if (after.isBefore(anchor)) {
            return anchor;
        }
        var elapsed = Duration.between(anchor, after).dividedBy(length);
        return anchor.plus(length.multipliedBy(elapsed + 1));
    }

    private static Optional<Instant> next(Instant after, String expression, ZoneId zone) {
        return Cron.of(expression).map(cron -> cron.next(after.atZone(zone)).toInstant());
    }
}
