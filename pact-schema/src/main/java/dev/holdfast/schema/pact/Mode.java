package dev.holdfast.schema.pact;

/// How much weight a promise carries.
public enum Mode {
    /// Reported only.
    OBSERVE,
    /// Reported as a warning; the verdict does not depend on it.
    WARN,
    /// Decides the verdict.
    ENFORCE
}
