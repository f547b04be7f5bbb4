package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.cost.Costing;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Watch;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/// What replays cost, as far as the certified ones tell.
///
/// @param perReplay mean US dollars of the certified replays of which it is known; absent where it is of none
/// @param tasks     golden tasks of the suite
/// @param spend     what the pact allows
public record Cost(OptionalDouble perReplay, int tasks, Watch.Spend spend) {
    private static final double DAYS_A_MONTH = 365 / 12.0;

    /// From the recorded cost, else from the recorded tokens and the agent's price.
    public static Cost of(PactFile file, Baseline baseline) {
        var costing = new Costing(file.pact().agent().price());
        var perReplay = baseline.runs().stream()
                .flatMap(run -> run.observations().stream()
                        .filter(observation -> !observation.failed())
                        .flatMap(observation -> costing.of(run, observation).stream()))
                .mapToDouble(BigDecimal::doubleValue)
                .average();
        return new Cost(
                perReplay, file.suite().tasks().size(), file.pact().watch().spend());
    }

    static Cost unknown(PactFile file) {
        return new Cost(
                OptionalDouble.empty(),
                file.suite().tasks().size(),
                file.pact().watch().spend());
    }

    /// How many repeats of every task a run may come to: so many, or fewer where the pact limits what a run may
    /// spend; one at least.
    public int mostRepeats(int most) {
        if (perReplay.isEmpty() || spend.perRun().isEmpty()) {
            return most;
        }
        var repeat = perReplay.getAsDouble() * tasks;
        return Math.clamp((long) Math.floor(spend.perRun().get().usd() / repeat), 1, most);
    }

    /// What a day costs with so many tasks more, or less.
    OptionalDouble perDay(int addedTasks, int repeats, Pace pace) {
        return times((double) (tasks + addedTasks) * repeats * pace.runsPerDay());
    }

    Forecast.Bill bill(int repeats, Pace pace) {
        var perDay = perDay(0, repeats, pace);
        return new Forecast.Bill(
                times((double) tasks * repeats),
                perDay,
                times((double) tasks * repeats * pace.runsPerDay() * DAYS_A_MONTH),
                allowed(spend.perRun()),
                allowed(spend.perMonth()));
    }

    private OptionalDouble times(double replays) {
        return perReplay.isPresent() ? OptionalDouble.of(perReplay.getAsDouble() * replays) : OptionalDouble.empty();
    }

    private static OptionalDouble allowed(Optional<Watch.Money> money) {
        return money.isPresent() ? OptionalDouble.of(money.get().usd()) : OptionalDouble.empty();
    }
}
