package dev.holdfast.alerting.incident;

import java.time.Instant;

/// An incident as it is now, and what made it so.
public record Change(Incident incident, Instant at, IncidentEvent event) {}
