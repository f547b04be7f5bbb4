package dev.holdfast.baselines.compare;

import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// Whether the control can be compared with: there must be certified runs of it and a new one, and it must be what it
/// was. A control that changed says nothing about the harness.
public record ControlGround(List<Run> certified, Optional<Run> now) {
    Optional<ControlComparison> comparison(Confidence confidence) {
        return now.filter(_ -> !certified.isEmpty() && flaw().isEmpty())
                .map(run -> new ControlComparison(new Observed(certified), new Observed(List.of(run)), confidence));
    }

    /// Whether it was asked beside the agent, and is what it was.
    public boolean stands() {
        return now.isPresent() && !certified.isEmpty() && flaw().isEmpty();
    }

    /// Why it is not compared with, though it is there.
    Optional<String> flaw() {
        if (now.isEmpty()) {
            return certified.isEmpty()
                    ? Optional.empty()
                    : Optional.of("The control was certified and not replayed, so it says nothing about the harness.");
        }
        if (certified.isEmpty()) {
            return Optional.of("The control was replayed and never certified, so it says nothing about the harness.");
        }
        var same = isSame(run -> run.plan().map(RunPlan::settings).stream().toList())
                && isSame(Run::models)
                && isSame(Run::fingerprints);
        return same
                ? Optional.empty()
                : Optional.of("The control itself changed, so it says nothing about the harness.");
    }

    private <T> boolean isSame(Function<Run, Collection<T>> property) {
        var then = new TreeSet<String>();
        certified.forEach(run -> property.apply(run).forEach(value -> then.add(value.toString())));
        var today = now.stream()
                .flatMap(run -> property.apply(run).stream())
                .map(Object::toString)
                .toList();
        return then.isEmpty() || then.containsAll(today);
    }
}
