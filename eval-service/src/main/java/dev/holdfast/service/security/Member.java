package dev.holdfast.service.security;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.annotation.Version;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person or a machine that belongs to an organisation.
///
/// @param subject who this is to the organisation's identity provider
/// @param roles   in their written form
@MappedEntity("members")
public record Member(
        UUID organisation,
        @Id UUID id,
        String name,
        @Nullable String subject,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> roles,
        Instant createdAt,
        @Version long version) {
    /// The same with other roles.
    public Member with(List<Role> other) {
        return new Member(
                organisation,
                id,
                name,
                subject,
                other.stream().map(Role::written).toList(),
                createdAt,
                version);
    }
}
