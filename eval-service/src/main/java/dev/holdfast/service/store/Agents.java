package dev.holdfast.service.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The agents of the tenant.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Agents extends GenericRepository<Agent, UUID> {
    Agent save(Agent agent);

    Agent update(Agent agent);

    Optional<Agent> findById(UUID id);

    /// The newest first, after a place.
    @Query("SELECT * FROM agents WHERE (created_at, id) < (:at, :id) ORDER BY created_at DESC, id DESC LIMIT :limit")
    List<Agent> page(Instant at, UUID id, int limit);
}
