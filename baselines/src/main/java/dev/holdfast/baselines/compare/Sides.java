package dev.holdfast.baselines.compare;

import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Side;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Says where each side of a comparison comes from.
final class Sides {
    private Sides() {}

    static Side of(Run run) {
        return side(List.of(run), run.startedAt());
    }

    static Side certified(Baseline baseline) {
        return side(baseline.runs(), Optional.of(baseline.certificate().certifiedAt()));
    }

    private static Side side(List<Run> runs, Optional<Instant> at) {
        return new Side(
                runs.stream().map(Run::id).toList(),
                at,
                all(runs, Run::models),
                all(runs, Run::fingerprints),
                runs.getFirst().plan().map(RunPlan::settings),
                runs.getFirst().plan().flatMap(RunPlan::environment));
    }

    private static List<String> all(List<Run> runs, Function<Run, Collection<String>> property) {
        return runs.stream()
                .flatMap(run -> property.apply(run).stream())
                .distinct()
                .sorted()
                .toList();
    }
}
