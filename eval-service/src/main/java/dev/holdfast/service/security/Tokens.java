package dev.holdfast.service.security;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The tokens of the organisation whose transaction it is.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Tokens extends GenericRepository<Token, UUID> {
    Token save(Token token);

    Optional<Token> findById(UUID id);

    Optional<Token> findByPrefix(String prefix);

    /// The newest first, after a place.
    @Query("SELECT * FROM tokens WHERE (created_at, id) < (:at, :id) ORDER BY created_at DESC, id DESC LIMIT :limit")
    List<Token> page(Instant at, UUID id, int limit);

    @Query("UPDATE tokens SET last_used_at = :at WHERE id = :id")
    int use(UUID id, Instant at);

    /// It stands for a session, and is gone when that is.
    @Query("UPDATE tokens SET of_session = true WHERE id = :id")
    int standForSession(UUID id);

    /// Those of sessions that are over.
    @Query("""
            DELETE FROM tokens WHERE of_session AND expires_at < :at
            AND NOT EXISTS (SELECT FROM console_sessions s WHERE s.organisation = tokens.organisation AND s.token = tokens.id)""")
    int forget(Instant at);

    @Query("UPDATE tokens SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL")
    int revoke(UUID id, Instant at);

    @Query("UPDATE tokens SET revoked_at = :at WHERE member = :member AND revoked_at IS NULL")
    int revokeAllOf(UUID member, Instant at);
}
