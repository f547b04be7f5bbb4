package dev.holdfast.alerting.incident;

/// How soon a person has to look, the sooner last.
public enum Urgency {
    /// In working hours.
    TICKET,
    /// Now.
    PAGE
}
