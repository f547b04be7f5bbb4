package dev.holdfast.alerting.action;

import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.evaluation.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// When many agents fail at once, it is not the agents. While the breaker is not closed, every automatic action is
/// only proposed.
///
/// @param reason in words
public record Breaker(Phase phase, Instant since, String reason) {
    /// Share of the agents that has to fail.
    private static final double SHARE = 0.2;
    private static final int LEAST = 3;
    /// What counts as at once.
    public static final Duration WINDOW = Duration.ofHours(6);

    public static final Breaker CLOSED = new Breaker(Phase.CLOSED, Instant.EPOCH, "few agents fail");

    public enum Phase {
        CLOSED,
        /// One clean control cycle has been seen.
        HALF_OPEN,
        OPEN
    }

    /// What one run said of one agent.
    ///
    /// @param provider behind the agent
    /// @param judges   that scored it
    /// @param control  whether its control, where it has one, was healthy
    public record Turn(
            Subject subject, String provider, Set<String> judges, Verdict verdict, boolean control, Instant at) {
        public Turn {
            judges = Set.copyOf(judges);
        }

        public boolean fails() {
            return verdict == Verdict.FAIL || verdict == Verdict.ERROR;
        }
    }

    public boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /// The breaker after these runs.
    ///
    /// @param turns  of every agent that is watched, at least as far back as the window
    /// @param cycle  whether every agent was looked at once more since the last time
    public Breaker after(List<Turn> turns, boolean cycle, Instant now) {
        var latest = latest(turns, now);
        var failing = latest.values().stream().filter(Turn::fails).toList();
        if (isCommonCause(failing, latest.size())) {
            return phase == Phase.OPEN
                    ? this
                    : new Breaker(
                            Phase.OPEN,
                            now,
                            failing.size() + " of " + latest.size()
                                    + " agents fail at once: the evaluator is the suspect");
        }
        var clean = cycle && latest.values().stream().allMatch(Turn::control);
        return switch (phase) {
            case CLOSED -> this;
            case OPEN -> clean ? new Breaker(Phase.HALF_OPEN, now, "one clean cycle after " + reason) : this;
            case HALF_OPEN -> clean ? new Breaker(Phase.CLOSED, now, CLOSED.reason) : this;
        };
    }

    private static Map<Subject, Turn> latest(List<Turn> turns, Instant now) {
        var latest = new HashMap<Subject, Turn>();
        turns.stream()
                .filter(turn -> turn.at().plus(WINDOW).isAfter(now))
                .sorted(Comparator.comparing(Turn::at))
                .forEach(turn -> latest.put(turn.subject(), turn));
        return latest;
    }

    /// Enough of them, and what they share is not one provider.
    private static boolean isCommonCause(List<Turn> failing, int agents) {
        if (failing.size() < LEAST || failing.size() <= SHARE * agents) {
            return false;
        }
        var providers = new HashSet<>(failing.stream().map(Turn::provider).toList());
        return providers.size() >= 2 || sharesJudge(failing);
    }

    private static boolean sharesJudge(List<Turn> failing) {
        var shared = new HashSet<>(failing.getFirst().judges());
        failing.forEach(turn -> shared.retainAll(turn.judges()));
        return !shared.isEmpty();
    }
}
