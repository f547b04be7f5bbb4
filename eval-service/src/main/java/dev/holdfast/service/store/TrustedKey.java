package dev.holdfast.service.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// A public key whose baselines the organisation believes.
///
/// @param keyId as signatures name it
@MappedEntity("trusted_keys")
public record TrustedKey(
        UUID organisation, @Id UUID id, String keyId, String name, String pem, UUID addedBy, Instant createdAt) {}
