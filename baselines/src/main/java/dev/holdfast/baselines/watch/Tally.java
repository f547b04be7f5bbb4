package dev.holdfast.baselines.watch;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// How often each level of a [Scale] was measured on one task; the order of measuring is forgotten on purpose.
public record Tally(SortedMap<Integer, Integer> counts) {

    static final Tally NONE = new Tally(new TreeMap<>());

    public Tally {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        counts.forEach((level, count) -> {
            if (count < 1) {
                throw new IllegalArgumentException("Level " + level + " was counted " + count + " times");
            }
        });
    }

    public static Tally ofSuccesses(int successes, int replays) {
        if (successes < 0 || successes > replays) {
            throw new IllegalArgumentException(successes + " successes in " + replays + " replays");
        }
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        counts.put(0, replays - successes);
        counts.put(1, successes);
        counts.values().removeIf(count -> count == 0);
        return new Tally(counts);
    }

    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    Tally plus(Tally other) {
        if (other.counts.isEmpty()) {
            return this;
        }
        TreeMap<Integer, Integer> sum = new TreeMap<>(counts);
        other.counts.forEach((level, count) -> sum.merge(level, count, Integer::sum));
        return new Tally(sum);
    }
}
