package dev.holdfast.service.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
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

    /// The newest first, after a place.
    @Query("SELECT * FROM pacts WHERE (created_at, id) < (:at, :id) ORDER BY created_at DESC, id DESC LIMIT :limit")
    List<StoredPact> page(Instant at, UUID id, int limit);
}
