package dev.holdfast.baselines.watch;

/// On what the promise about false alarms rests.
public enum Assurance {
    /// The threshold is found by simulating unchanged agents; ties between scores are shared evenly. The
    /// default.
    CALIBRATED,
    /// The threshold is a theorem (Ville's inequality for e-detectors) and ties count against an alarm; later, but
    /// proven.
    GUARANTEED
}
