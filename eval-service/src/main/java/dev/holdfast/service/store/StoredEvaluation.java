package dev.holdfast.service.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.UUID;

/// An evaluation with what it was made of.
///
/// @param name     how the evaluation calls itself
/// @param document the evaluation, to the byte
@MappedEntity("evaluations")
public record StoredEvaluation(
        UUID organisation,
        UUID project,
        @Id UUID id,
        UUID pact,
        UUID version,
        UUID run,
        UUID baseline,
        String name,
        String verdict,
        String headline,
        Instant at,
        @JsonIgnore @TypeDef(type = DataType.JSON) String document) {}
