package dev.holdfast.service.respond;

import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.security.Principal;
import java.util.Optional;
import java.util.UUID;

/// Whose incidents and actions it is about, and who is at it.
///
/// @param name  of whoever it is, for people
/// @param actor the same, for the audit log
/// @param member the person or machine; absent where it is the service itself
public record Acting(Tenant tenant, String name, Actor actor, Optional<UUID> member) {
    public static Acting of(Principal principal) {
        return new Acting(principal.tenant(), principal.name(), principal.actor(), Optional.of(principal.member()));
    }

    /// For work that concerns all of the organisation, once it is known that whoever is at it may have it done.
    Acting whole() {
        return new Acting(Tenant.of(tenant.organisation()), name, actor, member);
    }

    /// The service itself, in one of its duties.
    public static Acting system(Tenant tenant, String duty) {
        return new Acting(tenant, "holdfast", Actor.system(duty), Optional.empty());
    }
}
