package dev.holdfast.alerting.wire;

/// The way out.
public interface Line {
    /// One attempt.
    Reply send(Request request);
}
