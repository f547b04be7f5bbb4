package dev.holdfast.baselines.watch;

/// How far a run fell below expectation, in standard deviations; runs are counted from 1 after the certificate.
public record Surprise(int run, double size) {}
