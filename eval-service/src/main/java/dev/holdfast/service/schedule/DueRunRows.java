package dev.holdfast.service.schedule;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The due runs of the tenant.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface DueRunRows extends GenericRepository<DueRun, UUID> {
    DueRun save(DueRun row);

    DueRun update(DueRun row);

    Optional<DueRun> findById(UUID id);

    Optional<DueRun> findByPactAndReasonAndDueAt(UUID pact, String reason, Instant dueAt);

    Optional<DueRun> findFirstByPactAndReasonOrderByDueAtDesc(UUID pact, String reason);

    /// Ends one that is not over.
    @Query("UPDATE due_runs SET state = 'failed', ended_at = :at, detail = :why WHERE id = :id AND ended_at IS NULL")
    int fail(UUID id, Instant at, String why);

    /// The newest first, after a place.
    @Query("SELECT * FROM due_runs WHERE (created_at, id) < (:at, :id) ORDER BY created_at DESC, id DESC LIMIT :limit")
    List<DueRun> page(Instant at, UUID id, int limit);

    /// Those in a state, the newest first, after a place.
    @Query("SELECT * FROM due_runs WHERE state = :state AND (created_at, id) < (:at, :id)"
            + " ORDER BY created_at DESC, id DESC LIMIT :limit")
    List<DueRun> page(String state, Instant at, UUID id, int limit);

    /// Those that were begun before a time, are made and not over, the oldest first.
    @Query("SELECT * FROM due_runs d WHERE ended_at IS NULL AND created_at < :before AND NOT EXISTS"
            + " (SELECT FROM shards s WHERE s.organisation = d.organisation AND s.due_run = d.id AND NOT s.done)"
            + " ORDER BY created_at LIMIT 100")
    List<DueRun> unclosed(Instant before);
}
