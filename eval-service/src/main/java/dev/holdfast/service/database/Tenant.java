package dev.holdfast.service.database;

import java.util.Optional;
import java.util.UUID;

/// Whose rows a transaction may see: an organisation's, or those of one project in it.
public record Tenant(UUID organisation, Optional<UUID> project) {
    /// All of an organisation.
    public static Tenant of(UUID organisation) {
        return new Tenant(organisation, Optional.empty());
    }
}
