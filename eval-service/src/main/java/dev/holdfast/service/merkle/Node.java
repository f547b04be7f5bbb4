package dev.holdfast.service.merkle;

/// A complete subtree: `2^level` leaves, beginning with leaf `index · 2^level`.
public record Node(int level, long index, Hash hash) {}
