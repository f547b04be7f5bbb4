package dev.holdfast.schema.run;

import dev.holdfast.schema.json.Digest;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/// What a run set out to do: the first line of every run that Holdfast makes, so that a broken-off run is known as
/// one.
///
/// An adaptive run sets out to make one repeat of every task; a look at it that decides nothing adds repeats, and
/// with them a longer plan.
///
/// @param repeats     of every task
/// @param mostRepeats how many repeats an adaptive run may come to; absent where the repeats were fixed beforehand
/// @param requested   the model that was asked for
/// @param settings    of everything sent along with the tasks: target, sampling, system prompt
/// @param environment the same and more, part by part, since versions record it
public record RunPlan(
        String run,
        Instant at,
        String pact,
        Digest pactDigest,
        Digest suiteDigest,
        int tasks,
        int repeats,
        OptionalInt mostRepeats,
        String target,
        Optional<String> requested,
        Digest settings,
        String holdfast,
        Optional<Environment> environment) {

    /// How many observations a whole run has.
    public int planned() {
        return tasks * repeats;
    }

    /// The same plan for an adaptive run of at most so many repeats.
    public RunPlan adaptive(int most) {
        return with(repeats, OptionalInt.of(most));
    }

    /// The plan after a look that decided nothing: so many repeats altogether.
    public RunPlan extended(int more) {
        return with(more, mostRepeats);
    }

    /// Whether this is what an adaptive run that began with `earlier` came to.
    boolean extendsPlan(RunPlan earlier) {
        return mostRepeats.isPresent()
                && repeats > earlier.repeats
                && repeats <= mostRepeats.getAsInt()
                && equals(earlier.with(repeats, earlier.mostRepeats));
    }

    /// The same plan with more known of the machine that asks, by name.
    public RunPlan on(SortedMap<String, String> machine) {
        return with(repeats, mostRepeats, environment.map(known -> known.with(machine)));
    }

    private RunPlan with(int newRepeats, OptionalInt newMost) {
        return with(newRepeats, newMost, environment);
    }

    private RunPlan with(int newRepeats, OptionalInt newMost, Optional<Environment> newEnvironment) {
        return new RunPlan(
                run,
                at,
                pact,
                pactDigest,
                suiteDigest,
                tasks,
                newRepeats,
                newMost,
                target,
                requested,
                settings,
                holdfast,
                newEnvironment);
    }
}
