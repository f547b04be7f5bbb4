package dev.holdfast.alerting.notify;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/// When tickets wait. Pages do not.
///
/// @param from     may be later than `to`: then the night lies between them
/// @param freeDays on which it is quiet all day
public record QuietHours(ZoneId zone, LocalTime from, LocalTime to, Set<DayOfWeek> freeDays) {
    public QuietHours {
        freeDays = Set.copyOf(freeDays);
    }

    public boolean isQuiet(Instant at) {
        var there = at.atZone(zone);
        return freeDays.contains(there.getDayOfWeek()) || isBetween(there.toLocalTime());
    }

    /// The first quarter of an hour that is not quiet; at most eight days away.
    public Instant endsAfter(Instant at) {
        var there = at.atZone(zone);
        for (var i = 0; i < 8 * 24 * 4 && isQuiet(there.toInstant()); i++) {
            there = next(there);
        }
        return there.toInstant();
    }

    private static ZonedDateTime next(ZonedDateTime time) {
        return time.withSecond(0)
                .withNano(0)
                .withMinute(time.getMinute() / 15 * 15)
                .plusMinutes(15);
    }

    private boolean isBetween(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }
}
