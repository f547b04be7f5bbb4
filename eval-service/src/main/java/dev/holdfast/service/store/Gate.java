package dev.holdfast.service.store;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A question whether a candidate may go out.
///
/// @param candidate      the model that is asked about, as whoever asks calls it
/// @param onInconclusive `deny` or `allow`
/// @param claimedAt      when a node began to look; it may have died since
/// @param answer         absent until there is one
@MappedEntity("gates")
public record Gate(
        UUID organisation,
        UUID project,
        @Id UUID id,
        UUID pact,
        UUID version,
        UUID run,
        @Nullable String candidate,
        @Nullable String environment,
        String onInconclusive,
        UUID askedBy,
        Instant createdAt,
        @Nullable Instant claimedAt,

        @JsonRawValue @TypeDef(type = DataType.JSON) @Nullable
        String answer,

        @Nullable UUID evaluation) {}
