package dev.holdfast.alerting.incident;

import java.util.Optional;

/// The watch says that the evidence of all runs together has passed what the budget of false alarms allows.
///
/// @param promise id
/// @param slice   the tag, where it is not all tasks of the promise
/// @param heat    the evidence as a multiple of what makes an alarm; 1 and more
public record Alarm(String promise, Optional<String> slice, double heat, Since since) {}
