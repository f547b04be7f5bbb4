package dev.holdfast.service.security;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A token as it is kept: enough to recognise it, not enough to use it.
///
/// @param scopes what remains of the member's; all of them where it is absent
@MappedEntity("tokens")
public record Token(
        UUID organisation,
        @Id UUID id,
        UUID member,
        @Nullable UUID project,
        String name,
        String prefix,
        @JsonIgnore String digest,
        @TypeDef(type = DataType.STRING_ARRAY) @Nullable List<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {
    boolean isGood(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
