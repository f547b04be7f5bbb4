package dev.holdfast.alerting.actuator;

/// A system that can send a share of the traffic to a model before it sends all of it.
public interface Staged extends Actuator {
    /// Sends this share of the traffic to the order's model, and the rest to what is expected to be pinned. 0 takes it
    /// back; all of it is [Actuator#set].
    ///
    /// @param percent from 0 to 99
    Setting stage(Order order, int percent);
}
