package dev.holdfast.baselines.compare;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Says early that the agent's own work comes near the end of its context window, by the server's count of tokens.
record WindowWarning(Suite suite, int window) {
    /// From here on agents begin to cut, to summarise and to forget.
    static final double EARLY = 0.8;

    List<String> of(Run run) {
        var tasks = suite.byId();
        var warnings = new ArrayList<String>();
        var full = run.observations().stream()
                .filter(observation -> share(observation) >= EARLY)
                .filter(observation -> tasks.containsKey(observation.task()))
                .toList();
        full.stream()
                .filter(observation -> task(tasks, observation).stress().isEmpty())
                .max(Comparator.comparingDouble(this::share))
                .ifPresent(most -> warnings.add(plain(tasks, full, most)));
        var sessions = new TreeMap<String, Integer>();
        full.forEach(observation -> {
            if (task(tasks, observation).stress().orElse(null) instanceof Stress.InSession in) {
                sessions.merge(in.probe(), in.position(), Math::min);
            }
        });
        sessions.forEach((probe, position) -> warnings.add(String.format(
                Locale.ROOT,
                "Early warning: a session of %s fills 80 %% of the declared window of %,d tokens at position %d; what"
                        + " was said first is lost soon after.",
                probe,
                window,
                position)));
        return warnings;
    }

    private String plain(Map<String, GoldenTask> tasks, List<Observation> full, Observation most) {
        var count = full.stream()
                .filter(observation -> task(tasks, observation).stress().isEmpty())
                .count();
        return String.format(
                Locale.ROOT,
                "Early warning: %d replays took 80 %% or more of the declared window of %,d tokens (the most: %.0f %%,"
                        + " task %s).",
                count,
                window,
                100 * share(most),
                most.task());
    }

    private double share(Observation observation) {
        return observation.usage().inputTokens().orElse(0) / (double) window;
    }

    private static GoldenTask task(Map<String, GoldenTask> tasks, Observation observation) {
        return Objects.requireNonNull(tasks.get(observation.task()));
    }
}
