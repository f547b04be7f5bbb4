package dev.holdfast.baselines.watch;

/// The watch after one run: what to store and what to say.
public record Step(DetectorState state, Signal signal) {}
