package dev.holdfast.service.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import java.util.UUID;

/// What pacts are made about. An agent stays the same while its model, prompt and pacts change.
@MappedEntity("agents")
public record Agent(
        UUID organisation,
        UUID project,
        @Id UUID id,
        String name,
        String about,
        Instant createdAt,
        @Version long version) {
    /// The same, described anew.
    public Agent described(String name, String about) {
        return new Agent(organisation, project, id, name, about, createdAt, version);
    }
}
