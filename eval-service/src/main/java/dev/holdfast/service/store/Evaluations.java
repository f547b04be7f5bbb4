package dev.holdfast.service.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The evaluations of the tenant.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Evaluations extends GenericRepository<StoredEvaluation, UUID> {
    StoredEvaluation save(StoredEvaluation evaluation);

    Optional<StoredEvaluation> findById(UUID id);

    /// The newest first, after a place.
    @Query("SELECT * FROM evaluations WHERE (at, id) < (:at, :id) ORDER BY at DESC, id DESC LIMIT :limit")
    List<StoredEvaluation> page(Instant at, UUID id, int limit);

    Optional<StoredEvaluation> findFirstByRun(UUID run);

    /// By the name that it calls itself.
    Optional<StoredEvaluation> findFirstByName(String name);
}
