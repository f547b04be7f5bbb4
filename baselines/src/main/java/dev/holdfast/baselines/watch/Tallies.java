package dev.holdfast.baselines.watch;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was measured on each task; a task that was not measured is simply absent, never zero.
public record Tallies(SortedMap<String, Tally> byTask) {

    static final Tallies NONE = new Tallies(new TreeMap<>());

    public Tallies {
        TreeMap<String, Tally> measured = new TreeMap<>(byTask);
        measured.values().removeIf(tally -> tally.counts().isEmpty());
        byTask = Collections.unmodifiableSortedMap(measured);
    }

    public static Tallies of(Map<String, Tally> byTask) {
        return new Tallies(new TreeMap<>(byTask));
    }

    public boolean measuredNothing() {
        return byTask.isEmpty();
    }

    Tally on(String task) {
        return byTask.getOrDefault(task, Tally.NONE);
    }

    /// Only what was measured on these tasks.
    public Tallies only(Set<String> tasks) {
        TreeMap<String, Tally> left = new TreeMap<>(byTask);
        left.keySet().retainAll(tasks);
        return new Tallies(left);
    }

    Tallies plus(Tallies other) {
        TreeMap<String, Tally> sum = new TreeMap<>(byTask);
        other.byTask.forEach((task, tally) -> sum.merge(task, tally, Tally::plus));
        return new Tallies(sum);
    }
}
