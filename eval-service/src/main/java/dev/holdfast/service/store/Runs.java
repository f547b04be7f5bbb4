package dev.holdfast.service.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The runs of the tenant.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Runs extends GenericRepository<StoredRun, UUID> {
    StoredRun save(StoredRun run);

    Optional<StoredRun> findById(UUID id);

    Optional<StoredRun> findByPactAndName(UUID pact, String name);

    /// The newest first, after a place.
    @Query("SELECT * FROM runs WHERE (stored_at, id) < (:at, :id) ORDER BY stored_at DESC, id DESC LIMIT :limit")
    List<StoredRun> page(Instant at, UUID id, int limit);
}
