package dev.holdfast.service.audit.log;

import dev.holdfast.service.database.Stamps;
import jakarta.inject.Singleton;

/// What every change takes: a stamp for what is new, and the log that tells of it.
@Singleton
public record Registrar(Stamps stamps, AuditLog log) {}
