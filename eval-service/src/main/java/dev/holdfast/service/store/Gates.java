package dev.holdfast.service.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The gates of the tenant.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Gates extends GenericRepository<Gate, UUID> {
    Gate save(Gate gate);

    Optional<Gate> findById(UUID id);

    /// The newest first, after a place.
    @Query("SELECT * FROM gates WHERE (created_at, id) < (:at, :id) ORDER BY created_at DESC, id DESC LIMIT :limit")
    List<Gate> page(Instant at, UUID id, int limit);

    /// Takes an unanswered gate that nobody has looked at since the given time; of several nodes one gets it.
    @Query("""
            UPDATE gates SET claimed_at = :now
            WHERE id = :id AND answer IS NULL AND (claimed_at IS NULL OR claimed_at < :since)""")
    int claim(UUID id, Instant now, Instant since);

    @Query(
            "UPDATE gates SET answer = CAST(:answer AS json), evaluation = :evaluation WHERE id = :id AND answer IS NULL")
    int answer(UUID id, String answer, @Nullable UUID evaluation);
}
