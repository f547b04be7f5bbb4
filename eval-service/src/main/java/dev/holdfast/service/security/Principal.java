package dev.holdfast.service.security;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.database.Tenant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who is asking. A route that takes one as a parameter is given it.
///
/// @param member  the person or machine, whichever of its tokens was used
/// @param token   that is counted; the member, where somebody else vouches for it
/// @param auth    how it is known who it is, as the audit log has it
/// @param project the only project that the token is good for; absent where it is good for all
public record Principal(
        UUID organisation,
        UUID member,
        UUID token,
        String auth,
        String name,
        Optional<UUID> project,
        Set<String> scopes)
        implements java.security.Principal {
    @Override
    @JsonIgnore
    public String getName() {
        return name;
    }

    /// Whose rows the principal may see.
    public Tenant tenant() {
        return new Tenant(organisation, project);
    }

    /// Who the audit log says it was.
    public Actor actor() {
        return new Actor("member", member.toString(), Optional.of(auth));
    }
}
