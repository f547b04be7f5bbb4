package dev.holdfast.service.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// What a pact said at one time, with all its files. Never changed.
///
/// @param number      from 1
/// @param author      the member who sent it
/// @param entry       the pact among its files
/// @param digest      of the files, to the byte
/// @param pactDigest  of what the pact says, whatever its layout
/// @param suiteDigest of its golden tasks
@MappedEntity("pact_versions")
public record PactVersion(
        UUID organisation,
        UUID project,
        @Id UUID id,
        UUID pact,
        int number,
        UUID author,
        String entry,
        String digest,
        String pactDigest,
        String suiteDigest,
        int promises,
        int tasks,
        Instant createdAt) {}
