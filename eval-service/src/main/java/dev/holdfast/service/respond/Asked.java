package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;

/// What a person asks to be done about an incident, and why.
///
/// @param name of the model, or of the hook; empty for a rollback
public record Asked(Action.Kind kind, String name, String reason) {}
