package dev.holdfast.alerting.actuator;

/// What is pinned.
public sealed interface Reading {
    /// This.
    ///
    /// @param epoch    of the last order; 0 where the system keeps none
    /// @param revision by which the system knows this very state
    record Current(String model, long epoch, String revision) implements Reading {}

    /// It cannot be told.
    record Unreadable(String reason) implements Reading {}
}
