package dev.holdfast.alerting.notify;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What has been told of a group.
///
/// @param sequence    of the last message
/// @param firstAt     when the oldest incident that is still open was told first
/// @param transitions the transition last told, by incident
/// @param escalated   whether others were told that nobody acknowledged
public record Told(
        String group,
        long sequence,
        Optional<Instant> firstAt,
        Optional<Instant> lastAt,
        Map<String, Integer> transitions,
        boolean escalated) {
    public Told {
        transitions = Map.copyOf(transitions);
    }

    public static Told nothing(String group) {
        return new Told(group, 0, Optional.empty(), Optional.empty(), Map.of(), false);
    }

    boolean knows(dev.holdfast.alerting.incident.Incident incident) {
        return transitions.getOrDefault(incident.id(), 0) >= incident.transition();
    }

    boolean hasHeardOf(dev.holdfast.alerting.incident.Incident incident) {
        return transitions.containsKey(incident.id());
    }

    /// After one more message.
    Told and(Grouping.Tell tell, Instant at) {
        var now = new TreeMap<>(transitions);
        tell.firing().forEach(incident -> now.put(incident.id(), incident.transition()));
        tell.resolved().forEach(incident -> now.remove(incident.id()));
        var over = now.isEmpty();
        return new Told(
                group,
                tell.sequence(),
                over ? Optional.empty() : firstAt.or(() -> Optional.of(at)),
                Optional.of(at),
                now,
                !over && (escalated || tell.reason() == Reason.NOBODY_ACKNOWLEDGED));
    }
}
