package dev.holdfast.service.month;

import dev.holdfast.alerting.incident.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Fifty agents of three providers, thirty of them scored by one judge, and what befalls them in October.
final class Fleet {
    static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    static final Duration INTERVAL = Duration.ofHours(6);
    static final int DAYS = 30;
    static final int AGENTS = 50;
    static final int TASKS = 100;

    /// Agents whose model changes, and on which day and hour.
    static final Map<Integer, Instant> DRIFTS = Map.of(3, at(4, 9), 17, at(10, 2), 28, at(16, 21), 41, at(23, 14));

    /// It loses a quarter of a point a day from the sixth on.
    static final int DECLINING = 33;
    static final Instant DECLINE = at(5, 0);

    private static final List<Outage> OUTAGES =
            List.of(new Outage(1, at(8, 3), at(8, 8)), new Outage(0, at(19, 10), at(19, 22)));
    private static final Instant JUDGE_BREAKS = at(13, 1);
    private static final Instant JUDGE_MENDED = at(14, 1);

    private Fleet() {}

    /// A provider does not answer.
    private record Outage(int provider, Instant from, Instant to) {}

    static Instant at(int day, int hour) {
        return START.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
    }

    static Subject subject(int agent) {
        return new Subject("acme", "pact-" + agent, "agent-%02d".formatted(agent), "prod");
    }

    static String provider(int agent) {
        return "provider-" + agent % 3;
    }

    static boolean isScoredByTheJudge(int agent) {
        return agent % 5 < 3;
    }

    /// Agents do not all run at the same minute.
    static List<Instant> runs(int agent) {
        return IntStream.range(0, DAYS * 4)
                .mapToObj(i -> START.plus(INTERVAL.multipliedBy(i)).plus(Duration.ofMinutes(7L * agent)))
                .toList();
    }

    static boolean isOut(int agent, Instant at) {
        return OUTAGES.stream()
                .anyMatch(outage -> outage.provider() == agent % 3 && isWithin(at, outage.from(), outage.to()));
    }

    static boolean isJudgeBroken(Instant at) {
        return isWithin(at, JUDGE_BREAKS, JUDGE_MENDED);
    }

    private static boolean isWithin(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /// How likely the agent solves the task, unless it was taken back since.
    static double chance(int agent, int task, Instant at, boolean takenBack) {
        var certified = task % 5 == 0 ? 0.9 : 0.995;
        if (isScoredByTheJudge(agent) && isJudgeBroken(at)) {
            return certified * 0.5;
        }
        if (takenBack) {
            return certified;
        }
        if (DRIFTS.containsKey(agent) && !at.isBefore(DRIFTS.getOrDefault(agent, at)) && task % 4 == 0) {
            return certified * 0.35;
        }
        if (agent == DECLINING && at.isAfter(DECLINE)) {
            return certified - 0.0035 * Duration.between(DECLINE, at).toHours() / 24;
        }
        return certified;
    }
}
