package dev.holdfast.service.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That a model went out, as a pipeline or a person told.
///
/// @param gate the one that let it out, where one was asked
@MappedEntity("deployments")
public record Deployment(
        UUID organisation,
        UUID project,
        @Id UUID id,
        UUID pact,
        @Nullable UUID gate,
        String model,
        String environment,
        @Nullable String note,
        UUID toldBy,
        Instant createdAt) {}
