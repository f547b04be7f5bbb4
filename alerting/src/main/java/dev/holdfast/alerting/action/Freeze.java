package dev.holdfast.alerting.action;

import dev.holdfast.alerting.incident.Subject;
import java.time.Instant;
import java.util.Optional;

/// A time in which the service changes nothing by itself.
///
/// @param agent   absent for all of them
/// @param project of whoever may speak for one only; absent for all
/// @param by    who, and
/// @param reason why
public record Freeze(
        String id,
        Optional<String> agent,
        Optional<String> project,
        Instant from,
        Instant until,
        String by,
        String reason) {
    public Freeze {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a freeze says why");
        }
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("a freeze ends after it begins");
        }
    }

    public boolean holds(Subject subject, Instant now) {
        return !now.isBefore(from)
                && now.isBefore(until)
                && agent.filter(only -> !only.equals(subject.agent())).isEmpty()
                && (project.isEmpty() || project.equals(subject.project()));
    }
}
