package dev.holdfast.baselines.stat;

/// Successes of one golden task: so many of the certified replays, so many of the new ones; at least one replay
/// each.
public record TaskCounts(int certifiedSuccesses, int certifiedReplays, int newSuccesses, int newReplays) {
    public TaskCounts {
        Arguments.atLeast(1, certifiedReplays, "certified replays");
        Arguments.atLeast(1, newReplays, "new replays");
        Arguments.counts(certifiedSuccesses, certifiedReplays, "certified");
        Arguments.counts(newSuccesses, newReplays, "new");
        if ((long) certifiedReplays + newReplays > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "replays of one task exceed 2^31 - 1: " + certifiedReplays + " + " + newReplays);
        }
    }

    TaskCounts withFailuresCounted() {
        return new TaskCounts(
                certifiedReplays - certifiedSuccesses, certifiedReplays, newReplays - newSuccesses, newReplays);
    }
}
