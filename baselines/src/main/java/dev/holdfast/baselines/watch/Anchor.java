package dev.holdfast.baselines.watch;

/// What a run is compared with.
public enum Anchor {
    /// The certified replicates and every quiet run since.
    CERTIFICATE,
    /// The last 50 to 100 quiet runs only, so that an agent that got better and falls back is noticed as well.
    RECENT_PAST
}
