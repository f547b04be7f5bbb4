package dev.holdfast.schema.evaluation;

/// A value with its 95 % interval.
public record Estimate(double value, double low, double high) {}
