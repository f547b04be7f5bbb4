package dev.holdfast.service.console.page;

import dev.holdfast.reports.reading.Figures;
import java.time.Duration;
import java.time.Instant;

/// A time, as people say it.
///
/// @param exact for machines
/// @param full  with its day
/// @param near  from now
public record When(String exact, String full, String near) {
    private static final Duration LONG = Duration.ofDays(60);

    public static When of(Instant at, Instant now) {
        var apart = Duration.between(at, now);
        var size = size(apart.abs());
        var near = size.equals("now") ? size : apart.isNegative() ? "in " + size : size + " ago";
        return new When(at.toString(), Figures.time(at), near);
    }

    /// In the largest unit that fits.
    static String size(Duration apart) {
        if (apart.compareTo(Duration.ofMinutes(1)) < 0) {
            return "now";
        }
        if (apart.compareTo(Duration.ofHours(1)) < 0) {
            return apart.toMinutes() + " min";
        }
        if (apart.compareTo(Duration.ofDays(2)) < 0) {
            return apart.toHours() + " h";
        }
        return apart.compareTo(LONG) < 0 ? apart.toDays() + " days" : apart.toDays() / 30 + " months";
    }
}
