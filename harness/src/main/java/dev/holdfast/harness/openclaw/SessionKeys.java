package dev.holdfast.harness.openclaw;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Names a session that no replay has used before.
///
/// The time at which the target was opened tells the sessions of two runs apart, a count those of two attempts.
final class SessionKeys {
    private static final int LONGEST_TASK = 60;

    private final String prefix;
    private final AtomicLong count = new AtomicLong();

    SessionKeys(String agent, long openedAtMillis) {
        this.prefix = "agent:" + agent + ":holdfast:" + Long.toString(openedAtMillis, Character.MAX_RADIX);
    }

    String next(String task, int repeat) {
        var plain = task.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        var brief = plain.length() <= LONGEST_TASK ? plain : plain.substring(0, LONGEST_TASK);
        return "%s-%s-%d-%d".formatted(prefix, brief, repeat, count.incrementAndGet());
    }
}
