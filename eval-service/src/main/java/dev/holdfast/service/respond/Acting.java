package dev.holdfast.service.respond;

import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.security.Principal;

/// Whose incidents and actions it is about, and who is at it.
///
/// @param name  of whoever it is, for people
/// @param actor the same, for the audit log
public record Acting(Tenant tenant, String name, Actor actor) {
    public static Acting of(Principal principal) {
        return new Acting(principal.tenant(), principal.name(), principal.actor());
    }

    /// The service itself, in one of its duties.
    public static Acting system(Tenant tenant, String duty) {
        return new Acting(tenant, "holdfast", Actor.system(duty));
    }
}
