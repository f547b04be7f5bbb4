package dev.holdfast.service.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run, without its observations.
///
/// @param name      how the run calls itself; one of a kind among a pact's runs
/// @param plan      its first line, where it has one
/// @param startedAt as far as it is known
/// @param digest    of its lines
@MappedEntity("runs")
public record StoredRun(
        UUID organisation,
        UUID project,
        @Id UUID id,
        UUID pact,
        String name,
        UUID author,
        @JsonIgnore @TypeDef(type = DataType.JSON) @Nullable String plan,
        @Nullable Instant startedAt,
        Instant storedAt,
        int observations,
        int failures,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> models,
        String digest) {}
