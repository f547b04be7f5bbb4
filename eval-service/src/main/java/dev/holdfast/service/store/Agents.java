package dev.holdfast.service.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The agents of the tenant.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Agents extends GenericRepository<Agent, UUID> {
    Agent save(Agent agent);

    Optional<Agent> findById(UUID id);

    List<Agent> listOrderByCreatedAtAndId();
}
