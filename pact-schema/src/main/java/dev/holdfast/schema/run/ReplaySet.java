package dev.holdfast.schema.run;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which replays of a run there are. Takes a bit for each where repeats are counted from 0, as runs have them, so that
/// a run of very many replays is no larger in the memory than its suite.
public final class ReplaySet {
    /// A recording may name a repeat by any number; those beyond this are kept one by one.
    private static final int USUAL = 1 << 13;

    private final Map<String, BitSet> usual = new HashMap<>();
    private final Map<String, Set<Integer>> unusual = new HashMap<>();
    private int size;

    /// Adds a replay; false when it was there.
    public boolean add(String task, int repeat) {
        if (repeat >= USUAL) {
            var isNew = unusual.computeIfAbsent(task, _ -> new HashSet<>()).add(repeat);
            size += isNew ? 1 : 0;
            return isNew;
        }
        var repeats = usual.computeIfAbsent(task, _ -> new BitSet(1));
        if (repeats.get(repeat)) {
            return false;
        }
        repeats.set(repeat);
        size++;
        return true;
    }

    /// Whether the replay is there.
    public boolean contains(String task, int repeat) {
        if (repeat >= USUAL) {
            return unusual.getOrDefault(task, Set.of()).contains(repeat);
        }
        var repeats = usual.get(task);
        return repeats != null && repeats.get(repeat);
    }

    /// How many there are.
    public int size() {
        return size;
    }
}
