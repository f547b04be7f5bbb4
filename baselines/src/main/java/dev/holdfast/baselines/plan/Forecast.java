package dev.holdfast.baselines.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a pact's suite can detect, how soon, and at what cost.
///
/// @param assumed whether there is no baseline, so that all about the agent is assumed
/// @param seed    of the simulations
/// @param notes   what was assumed, and what could not be planned
public record Forecast(
        String pact,
        boolean assumed,
        long seed,
        int tasks,
        int repeats,
        Pace pace,
        Bill bill,
        Alarms alarms,
        Optional<Detect> detect,
        List<Outlook> promises,
        List<String> notes) {
    public Forecast {
        promises = List.copyOf(promises);
        notes = List.copyOf(notes);
    }

    /// Costs in US dollars; absent where nothing is known.
    ///
    /// @param allowedPerRun   by the pact
    /// @param allowedPerMonth by the pact
    public record Bill(
            OptionalDouble perRun,
            OptionalDouble perDay,
            OptionalDouble perMonth,
            OptionalDouble allowedPerRun,
            OptionalDouble allowedPerMonth) {
        /// Whether more is spent than the pact allows.
        public boolean overspent() {
            return isOver(perRun, allowedPerRun) || isOver(perMonth, allowedPerMonth);
        }

        private static boolean isOver(OptionalDouble cost, OptionalDouble allowed) {
            return cost.isPresent() && allowed.isPresent() && cost.getAsDouble() > allowed.getAsDouble();
        }
    }

    /// The budget of false alarms, and how it is shared.
    ///
    /// @param runs      in the period
    /// @param streams   promises and slices that are watched together
    /// @param perStream false alarms in the period that each of them may cause
    public record Alarms(double falseAlarms, long days, int runs, int streams, double perStream) {}

    /// What the pact wants to be found.
    ///
    /// @param within runs
    public record Detect(String drop, int within) {}

    /// One watched promise.
    ///
    /// @param cases    one, or several where the noise is not known
    /// @param unknown  why nothing could be planned, where that is so
    public record Outlook(String promise, int tasks, List<Case> cases, Optional<String> unknown) {
        public Outlook {
            cases = List.copyOf(cases);
        }
    }

    /// What is to be expected if the agent is like this.
    ///
    /// @param level  mean of the metric
    /// @param noise  share of the binomial variance that lies within tasks; absent for quantities and grades
    /// @param noiseAssumed because the certified replays do not tell it
    /// @param change that is looked for, in words
    /// @param size   the same in the metric's unit
    /// @param finds  the smallest change found within the declared runs, in steps of half a point or of 5 %
    public record Case(
            double level,
            OptionalDouble noise,
            boolean noiseAssumed,
            String change,
            double size,
            Delay delay,
            Optional<Gate> gate,
            OptionalDouble finds,
            List<Advice> advice) {
        public Case {
            advice = List.copyOf(advice);
        }

        Case assumingNoise(boolean assumed) {
            return new Case(level, noise, assumed, change, size, delay, gate, finds, advice);
        }
    }

    /// How long the watch takes from the change to the alarm.
    ///
    /// @param runs          mean; a change that was not found in [#longest] counts as one run more
    /// @param standardError of the simulation
    /// @param missed        share of simulated agents whose change was not found in [#longest]
    /// @param within        share found within the declared runs
    /// @param kept          whether that is enough
    public record Delay(
            double runs,
            double standardError,
            double days,
            double missed,
            int longest,
            OptionalDouble within,
            Optional<Boolean> kept,
            int simulated) {}

    /// What a single gate finds.
    ///
    /// @param finds80         smallest drop that fails with a chance of 80 %
    /// @param unchangedPasses how often an unchanged agent passes
    /// @param closedForm      where both sides have one replay a task
    public record Gate(
            OptionalDouble finds80, OptionalDouble finds95, double unchangedPasses, Optional<ClosedForm> closedForm) {}

    /// How many tasks it takes, from [dev.holdfast.baselines.stat.PairedPower], if nothing else is looked at.
    ///
    /// @param finds80  to tell the change from chance with a chance of 80 %
    /// @param passes95 for an unchanged agent to pass with a chance of 95 %
    public record ClosedForm(int finds80, int finds95, int passes95) {}

    /// Another size that keeps the declared detection.
    ///
    /// @param from    as it is
    /// @param perDay  what all runs of the pact would cost then, in US dollars
    public record Advice(Lever lever, int from, int to, OptionalDouble perDay) {}

    /// What can be more or less.
    public enum Lever {
        /// Golden tasks of the promise, like those that there are.
        TASKS,
        /// Replays of every task in a run.
        REPEATS,
        /// Certified replays of every task.
        CERTIFIED
    }
}
