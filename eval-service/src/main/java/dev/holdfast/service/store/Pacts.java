package dev.holdfast.service.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The pacts of the tenant.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Pacts extends GenericRepository<StoredPact, UUID> {
    StoredPact save(StoredPact pact);

    Optional<StoredPact> findById(UUID id);

    Optional<StoredPact> findByProjectAndName(UUID project, String name);

    List<StoredPact> findByName(String name);

    List<StoredPact> listOrderByCreatedAtAndId();
}
