package dev.holdfast.baselines.cost;

import dev.holdfast.schema.cost.Measured;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Run;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// How many tokens a task takes and how many a machine makes in a second, as a recorded run shows.
///
/// The run has to press the machine as hard as it will be pressed: what a machine makes that is asked one thing after
/// another says nothing of what it could.
public final class Measurement {
    private Measurement() {}

    /// Empty where no answered replay tells its tokens and its time.
    public static Optional<Measured> of(Run run) {
        var told = run.observations().stream()
                .filter(observation -> !observation.failed())
                .filter(o -> o.usage().inputTokens().isPresent()
                        && o.usage().outputTokens().isPresent()
                        && o.at().isPresent()
                        && o.latency().isPresent())
                .toList();
        return told.isEmpty() ? Optional.empty() : of(told);
    }

    private static Optional<Measured> of(List<Observation> told) {
        var begun = told.stream()
                .map(o -> o.at().orElseThrow().minus(o.latency().orElseThrow()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        var ended = told.stream()
                .map(o -> o.at().orElseThrow())
                .max(Comparator.<Instant>naturalOrder())
                .orElseThrow();
        var seconds = BigDecimal.valueOf(Duration.between(begun, ended).toMillis(), 3);
        if (seconds.signum() <= 0) {
            return Optional.empty();
        }
        var in = mean(told, o -> o.usage().inputTokens().orElse(0));
        var out = mean(told, o -> o.usage().outputTokens().orElse(0));
        var perSecond = in.add(out).multiply(BigDecimal.valueOf(told.size())).divide(seconds, MathContext.DECIMAL64);
        return perSecond.signum() <= 0
                ? Optional.empty()
                : Optional.of(new Measured(
                        in, mean(told, o -> o.usage().cachedTokens().orElse(0)), out, perSecond));
    }

    private static BigDecimal mean(List<Observation> told, ToLongFunction<Observation> tokens) {
        return BigDecimal.valueOf(told.stream().mapToLong(tokens).sum())
                .divide(BigDecimal.valueOf(told.size()), MathContext.DECIMAL64);
    }
}
