package dev.holdfast.service.merkle;

/// Where the complete subtrees of a growing tree are kept. Once complete, a subtree never changes.
@FunctionalInterface
public interface Nodes {
    /// The hash of the complete subtree over the leaves from `index · 2^level` to before `(index + 1) · 2^level`.
    Hash at(int level, long index);
}
