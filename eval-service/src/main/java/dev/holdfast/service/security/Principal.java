package dev.holdfast.service.security;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdfast.service.database.Tenant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who is asking. A route that takes one as a parameter is given it.
///
/// @param member  the person or machine, whichever of its tokens was used
/// @param project the only project that the token is good for; absent where it is good for all
public record Principal(
        UUID organisation, UUID member, UUID token, String name, Optional<UUID> project, Set<String> scopes)
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
}
