package dev.holdfast.alerting.actuator;

/// What became of an order.
public sealed interface Setting {
    /// It holds: read back, and where the system can tell, seen at work.
    record Applied(String effective, String revision) implements Setting {}

    /// Something else is pinned than was expected. Nothing was done.
    record Conflict(String current) implements Setting {}

    /// Somebody with a higher epoch was here. Nothing was done.
    record Stale(long epoch) implements Setting {}

    /// The system will not do it. Nothing was done.
    record Refused(String reason) implements Setting {}

    /// It is not known whether it was done. Reading will tell.
    record Unknown(String reason) implements Setting {}
}
