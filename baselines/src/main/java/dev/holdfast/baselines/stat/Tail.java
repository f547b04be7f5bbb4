package dev.holdfast.baselines.stat;

/// A one-sided p-value and its mid-p, which counts only half the probability of the observed outcome (Lancaster
/// 1961).
///
/// `p` keeps its level exactly; `midP` is closer to the nominal level on average but may exceed it.
public record Tail(double p, double midP) {
    public Tail {
        Arguments.proportion(p, "p");
        Arguments.proportion(midP, "midP");
    }
}
