package dev.holdfast.service.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.annotation.Version;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A baseline and how far it is on its way to be relied on.
///
/// @param state      `proposed`, then `certified` or `rejected`, at last perhaps `retired`
/// @param proposedBy the member who put it forward, and so may not certify it
/// @param keyId      of the key that signed it
/// @param file       signed, to the byte
/// @param incident   that was accepted, where the baseline is of the behaviour that it showed
@MappedEntity("baselines")
public record StoredBaseline(
        UUID organisation,
        UUID project,
        @Id UUID id,
        UUID pact,
        String state,
        UUID proposedBy,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason,
        String keyId,
        boolean provisional,
        @JsonRawValue @TypeDef(type = DataType.JSON) String certificate,
        @JsonIgnore String file,
        @Nullable String incident,
        Instant createdAt,
        @Version long version) {
    public static final String PROPOSED = "proposed";
    public static final String CERTIFIED = "certified";
    public static final String REJECTED = "rejected";
    public static final String RETIRED = "retired";

    /// The same, decided upon.
    public StoredBaseline decided(String state, UUID by, Instant at, @Nullable String why) {
        return new StoredBaseline(
                organisation,
                project,
                id,
                pact,
                state,
                proposedBy,
                by,
                at,
                why,
                keyId,
                provisional,
                certificate,
                file,
                incident,
                createdAt,
                version);
    }
}
