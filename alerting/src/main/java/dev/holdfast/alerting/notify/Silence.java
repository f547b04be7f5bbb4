package dev.holdfast.alerting.notify;

import dev.holdfast.alerting.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Keeps incidents with these labels from being told, for a while. It always ends, and somebody answers for it.
///
/// @param labels every one of which has to be the same
public record Silence(String id, Map<String, String> labels, Instant from, Instant until, String by, String reason) {
    /// Whoever wants longer says so again.
    public static final Duration LONGEST = Duration.ofDays(30);

    public Silence {
        labels = Map.copyOf(labels);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("a silence names the labels that it is for");
        }
        if (by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a silence says who made it, and why");
        }
        if (!until.isAfter(from) || Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a silence ends, after at most " + LONGEST.toDays() + " days");
        }
    }

    /// The same, for fewer incidents.
    public Silence and(String label, String value) {
        var more = new HashMap<>(labels);
        more.put(label, value);
        return new Silence(id, more, from, until, by, reason);
    }

    public boolean covers(Incident incident, Instant at) {
        return !at.isBefore(from)
                && at.isBefore(until)
                && incident.identity().labels().entrySet().containsAll(labels.entrySet());
    }
}
