package dev.holdfast.baselines.cost;

import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// What recorded runs have cost.
///
/// @param entries the dearest first; those of which nothing is known last
public record Ledger(By by, List<Entry> entries, Entry total) {
    private static final String UNKNOWN = "unknown";

    public Ledger {
        entries = List.copyOf(entries);
    }

    /// What costs are told apart by.
    public enum By {
        /// The kind of target and the model that was asked for.
        AGENT,
        PACT,
        /// The model that answered.
        MODEL,
        RUN,
        TASK
    }

    /// One line.
    ///
    /// @param replays    all of them
    /// @param unanswered of these, without an answer; what they cost, if anything, is often told by nobody
    /// @param unpriced   answered, and of unknown cost
    /// @param knownUsd   of all replays whose cost is known
    /// @param usd        of all of them; absent where an answered one is of unknown cost
    /// @param perReplay  of those whose cost is known
    public record Entry(
            String name,
            int replays,
            int unanswered,
            int unpriced,
            long inputTokens,
            long outputTokens,
            BigDecimal knownUsd,
            Optional<BigDecimal> usd,
            Optional<BigDecimal> perReplay) {}

    /// Adds up.
    public static Ledger of(List<Run> runs, By by, Costing costing) {
        var groups = new LinkedHashMap<String, List<Booking>>();
        var all = new ArrayList<Booking>();
        for (var run : runs) {
            for (var observation : run.observations()) {
                var booking = new Booking(observation, costing.of(run, observation));
                groups.computeIfAbsent(key(by, run).apply(observation), _ -> new ArrayList<>())
                        .add(booking);
                all.add(booking);
            }
        }
        var entries = groups.entrySet().stream()
                .map(group -> entry(group.getKey(), group.getValue()))
                .sorted(Comparator.comparing(Entry::knownUsd).reversed().thenComparing(Entry::name))
                .toList();
        return new Ledger(by, entries, entry("all", all));
    }

    private record Booking(Observation observation, Optional<BigDecimal> usd) {}

    private static Function<Observation, String> key(By by, Run run) {
        return switch (by) {
            case AGENT -> _ -> run.plan().map(Ledger::agent).orElse(UNKNOWN);
            case PACT -> _ -> run.plan().map(RunPlan::pact).orElse(UNKNOWN);
            case MODEL -> observation -> observation.model().orElse(UNKNOWN);
            case RUN -> _ -> run.id();
            case TASK -> Observation::task;
        };
    }

    private static String agent(RunPlan plan) {
        return plan.requested().map(model -> plan.target() + " " + model).orElse(plan.target());
    }

    private static Entry entry(String name, List<Booking> bookings) {
        var known = bookings.stream().flatMap(booking -> booking.usd().stream()).toList();
        var sum = known.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var unanswered =
                (int) bookings.stream().filter(b -> b.observation().failed()).count();
        var unpriced = (int) bookings.stream()
                .filter(b -> !b.observation().failed() && b.usd().isEmpty())
                .count();
        return new Entry(
                name,
                bookings.size(),
                unanswered,
                unpriced,
                tokens(bookings, o -> o.usage().inputTokens()),
                tokens(bookings, o -> o.usage().outputTokens()),
                sum,
                unpriced == 0 && !known.isEmpty() ? Optional.of(sum) : Optional.empty(),
                known.isEmpty()
                        ? Optional.empty()
                        : Optional.of(sum.divide(BigDecimal.valueOf(known.size()), java.math.MathContext.DECIMAL64)));
    }

    private static long tokens(List<Booking> bookings, Function<Observation, OptionalLong> which) {
        return bookings.stream()
                .mapToLong(booking -> which.apply(booking.observation()).orElse(0))
                .sum();
    }
}
