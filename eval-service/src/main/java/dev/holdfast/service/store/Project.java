package dev.holdfast.service.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import java.util.UUID;

/// Agents that belong together, such as those of one team.
@MappedEntity("projects")
public record Project(
        UUID organisation,
        @Id UUID id,
        String name,
        Instant createdAt,
        @Version long version) {}
