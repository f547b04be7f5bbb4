package dev.holdfast.schema.evaluation;

import dev.holdfast.schema.pact.Handling;
import dev.holdfast.schema.run.Suspicion;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How the candidate used one tool on plain tasks, or under one fault of a probe.
///
/// @param tool       its name
/// @param fault      that was injected, by its key
/// @param replays    in which it was called
/// @param calls      of it
/// @param badCalls   whose arguments were not of the tool's schema, or that no such tool or fixture was for
/// @param badResults that were not of the tool's schema
/// @param suspicious answers that look made up
/// @param handled    what the agent did, in replays in which the tool had failed
/// @param invented   the share of these in which it made its answer up; a task counts once, however often it was
/// replayed
public record ToolReading(
        String tool,
        Optional<String> fault,
        int replays,
        int calls,
        int badCalls,
        int badResults,
        Map<Suspicion, Integer> suspicious,
        Map<Handling, Integer> handled,
        Optional<Estimate> invented) {
    public ToolReading {
        suspicious = ordered(Suspicion.class, suspicious);
        handled = ordered(Handling.class, handled);
    }

    /// Replays in which the tool had failed and the agent answered.
    public int failures() {
        return handled.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static <E extends Enum<E>> Map<E, Integer> ordered(Class<E> type, Map<E, Integer> counts) {
        var ordered = new EnumMap<E, Integer>(type);
        ordered.putAll(counts);
        return Collections.unmodifiableMap(ordered);
    }
}
