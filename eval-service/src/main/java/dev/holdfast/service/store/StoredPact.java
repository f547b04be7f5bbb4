package dev.holdfast.service.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A pact by its name; what it says is in its versions.
@MappedEntity("pacts")
public record StoredPact(
        UUID organisation,
        UUID project,
        @Id UUID id,
        String name,
        @Nullable UUID agent,
        Instant createdAt,
        @Version long version) {}
