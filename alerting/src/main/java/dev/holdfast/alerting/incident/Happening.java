package dev.holdfast.alerting.incident;

import java.time.Instant;

/// A line of an incident's history, and when it was written.
public record Happening(Instant at, IncidentEvent what) {}
