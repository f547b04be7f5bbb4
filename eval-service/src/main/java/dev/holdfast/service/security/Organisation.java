package dev.holdfast.service.security;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// Who keeps its agents here apart from everybody else's.
@MappedEntity("organisations")
public record Organisation(@Id UUID organisation, String name, Instant createdAt) {}
