package dev.holdfast.alerting.incident;

import dev.holdfast.schema.pact.Pact;
import java.util.List;
import java.util.Optional;

/// Whom a pact wants told, and where it says what to do.
public record Contact(Optional<String> owner, List<String> recipients, Optional<String> runbook) {
    /// Of what belongs to no pact.
    public static final Contact NOBODY = new Contact(Optional.empty(), List.of(), Optional.empty());

    public Contact {
        recipients = List.copyOf(recipients);
    }

    public static Contact of(Pact pact) {
        return new Contact(pact.owner(), pact.onDrift().recipients(), pact.runbook());
    }
}
