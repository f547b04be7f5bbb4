package dev.holdfast.alerting.notify;

import java.time.Instant;
import java.util.List;

/// Something that people are told which is about no incident. No text of an agent is in it.
///
/// @param id    the same whenever this letter is made again
/// @param lines of its text
public record Letter(String id, Instant at, String subject, List<String> lines) {
    public Letter {
        lines = List.copyOf(lines);
    }
}
