package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.pact.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the numbers of one comparison lie: the measured value, its interval, the one-sided bound and the
/// promise's limit.
///
/// @param ofChange whether the values are differences, and zero is what was certified
public record Placement(Axis axis, Estimate estimate, double worst, double limit, Worse worse, boolean ofChange) {

    /// Changes that share an axis, so that they can be compared at a glance.
    private record Kind(Unit unit, Worse worse) {
        static Kind of(Comparison.Change change) {
            return new Kind(change.unit(), Worse.of(change));
        }
    }

    /// The axes of all promises of one evaluation.
    public static final class Scales {
        private final Map<Kind, Axis> axes = new HashMap<>();

        public Scales(List<Reading> readings) {
            var values = new HashMap<Kind, List<Double>>();
            for (var reading : readings) {
                if (reading.comparison().orElse(null) instanceof Comparison.Change change) {
                    values.computeIfAbsent(Kind.of(change), _ -> new ArrayList<>())
                            .addAll(values(change));
                }
            }
            values.forEach((kind, all) -> axes.put(kind, axis(all)));
        }

        /// Empty for what has no scale.
        public Optional<Placement> place(Comparison comparison) {
            return switch (comparison) {
                case Comparison.Change change -> {
                    var axis = axes.getOrDefault(Kind.of(change), axis(values(change)));
                    yield Optional.of(of(change, axis));
                }
                case Comparison.Level level -> Optional.of(of(level));
                case Comparison.Breaches breaches -> Optional.of(of(breaches));
                case Comparison.Distribution _ -> Optional.empty();
            };
        }

        private static List<Double> values(Comparison.Change change) {
            var difference = change.difference();
            var limit = Worse.of(change).limit(change.allowed());
            return List.of(0.0, difference.value(), difference.low(), difference.high(), change.worst(), limit);
        }

        private static Axis axis(List<Double> values) {
            return Axis.around(values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private static Placement of(Comparison.Change change, Axis axis) {
        var worse = Worse.of(change);
        return new Placement(axis, change.difference(), change.worst(), worse.limit(change.allowed()), worse, true);
    }

    private static Placement of(Comparison.Level level) {
        var candidate = level.candidate();
        var axis = Axis.around(candidate.low(), candidate.high(), candidate.value(), level.bound(), level.worst())
                .within(0, level.unit() == Unit.SHARE ? 1 : Double.MAX_VALUE);
        return new Placement(axis, candidate, level.worst(), level.bound(), Worse.of(level), false);
    }

    /// Of the interval only the upper end is known.
    private static Placement of(Comparison.Breaches breaches) {
        var replays = breaches.sample().newReplays();
        var rate = replays == 0 ? 0 : (double) breaches.count() / replays;
        var above = Math.max(rate, breaches.rateBelow());
        var axis = new Axis(0, Math.max(1e-6, 1.25 * above));
        return new Placement(axis, new Estimate(rate, rate, above), above, 0, Worse.HIGHER, false);
    }
}
