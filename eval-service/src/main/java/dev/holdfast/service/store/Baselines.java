package dev.holdfast.service.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The baselines of the tenant.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Baselines extends GenericRepository<StoredBaseline, UUID> {
    StoredBaseline save(StoredBaseline baseline);

    StoredBaseline update(StoredBaseline baseline);

    Optional<StoredBaseline> findById(UUID id);

    /// The newest first, after a place.
    @Query("SELECT * FROM baselines WHERE (created_at, id) < (:at, :id) ORDER BY created_at DESC, id DESC LIMIT :limit")
    List<StoredBaseline> page(Instant at, UUID id, int limit);

    /// The one in force: of those in the state, the one decided upon last.
    Optional<StoredBaseline> findFirstByPactAndStateOrderByDecidedAtDesc(UUID pact, String state);
}
