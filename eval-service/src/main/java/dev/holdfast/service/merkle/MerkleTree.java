package dev.holdfast.service.merkle;

import java.util.ArrayList;
import java.util.List;

/// The first leaves of a log, as one tree: RFC 6962, section 2.1.
public final class MerkleTree {
    private final Nodes nodes;
    private final long size;

    /// @param nodes at least those of the first `size` leaves
    public MerkleTree(Nodes nodes, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree cannot have " + size + " leaves");
        }
        this.nodes = nodes;
        this.size = size;
    }

    public long size() {
        return size;
    }

    public Hash root() {
        return size == 0 ? Hash.EMPTY : over(new Span(0, size));
    }

    /// The subtrees that become complete when the next leaf is added, the leaf first.
    public List<Node> grown(Hash leaf) {
        var completed = new ArrayList<Node>();
        var node = new Node(0, size, leaf);
        completed.add(node);
        while (node.index() % 2 == 1) {
            var left = nodes.at(node.level(), node.index() - 1);
            node = new Node(node.level() + 1, node.index() / 2, Hash.node(left, node.hash()));
            completed.add(node);
        }
        return completed;
    }

    /// Shows that a leaf is in this tree.
    public Inclusion inclusion(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("there is no leaf " + index + " in a tree of " + size);
        }
        var path = new ArrayList<Hash>();
        path(index, new Span(0, size), path);
        return new Inclusion(index, size, path);
    }

    /// Shows that this tree begins with the tree of its first `from` leaves.
    public Consistency consistency(long from) {
        if (from < 0 || from > size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves never had " + from);
        }
        var path = new ArrayList<Hash>();
        if (from > 0) {
            subproof(from, new Span(0, size), true, path);
        }
        return new Consistency(from, size, path);
    }

    /// Leaves from one to before another.
    private record Span(long from, long to) {
        long width() {
            return to - from;
        }

        /// The largest power of two below the width parts the leaves.
        long middle() {
            return from + Long.highestOneBit(width() - 1);
        }

        Span left() {
            return new Span(from, middle());
        }

        Span right() {
            return new Span(middle(), to);
        }
    }

    private Hash over(Span span) {
        if (Long.bitCount(span.width()) == 1) {
            var level = Long.numberOfTrailingZeros(span.width());
            return nodes.at(level, span.from() >> level);
        }
        return Hash.node(over(span.left()), over(span.right()));
    }

    private void path(long index, Span span, List<Hash> path) {
        if (span.width() == 1) {
            return;
        }
        var left = index < span.middle();
        path(index, left ? span.left() : span.right(), path);
        path.add(over(left ? span.right() : span.left()));
    }

    private void subproof(long from, Span span, boolean known, List<Hash> path) {
        if (from == span.to()) {
            if (!known) {
                path.add(over(span));
            }
            return;
        }
        if (from <= span.middle()) {
            subproof(from, span.left(), known, path);
            path.add(over(span.right()));
        } else {
            subproof(from, span.right(), false, path);
            path.add(over(span.left()));
        }
    }
}
