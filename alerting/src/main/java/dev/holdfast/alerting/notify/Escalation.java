package dev.holdfast.alerting.notify;

import java.time.Duration;
import java.util.List;

/// Who is told next when nobody has acknowledged a page for so long.
public record Escalation(Duration after, List<String> receivers) {
    public Escalation {
        receivers = List.copyOf(receivers);
    }
}
