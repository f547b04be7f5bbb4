package dev.holdfast.service.merkle;

import java.util.List;

/// Shows that a tree begins with an older tree: nothing of it was changed, taken away or put in between. Checked as
/// RFC 9162, section 2.1.4.2, says.
///
/// @param from leaves of the older tree
/// @param to   leaves of the newer tree
public record Consistency(long from, long to, List<Hash> path) {
    public Consistency {
        path = List.copyOf(path);
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("a tree of " + to + " leaves never had " + from);
        }
    }

    /// Whether the tree with the newer root begins with the tree with the older one.
    public boolean proves(Hash older, Hash newer) {
        if (from == 0) {
            return path.isEmpty() && older.equals(Hash.EMPTY);
        }
        if (from == to) {
            return path.isEmpty() && older.equals(newer);
        }
        // an older tree that is a complete subtree is its own first hash
        var complete = Long.bitCount(from) == 1;
        if (path.isEmpty()) {
            return false;
        }
        var start = complete ? older : path.getFirst();
        return climb(start, complete ? path : path.subList(1, path.size()), older, newer);
    }

    private boolean climb(Hash start, List<Hash> rest, Hash older, Hash newer) {
        var place = new Place(from - 1, to - 1);
        while (place.node() % 2 == 1) {
            place = place.up();
        }
        var old = start;
        var whole = start;
        for (var beside : rest) {
            if (place.isRoot()) {
                return false;
            }
            if (place.joinsLeft()) {
                old = Hash.node(beside, old);
                whole = Hash.node(beside, whole);
            } else {
                whole = Hash.node(whole, beside);
            }
            place = place.joined();
        }
        return place.isRoot() && old.equals(older) && whole.equals(newer);
    }
}
