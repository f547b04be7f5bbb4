package dev.holdfast.service.security;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The members of the organisation whose transaction it is.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Members extends GenericRepository<Member, UUID> {
    Member save(Member member);

    Member update(Member member);

    Optional<Member> findById(UUID id);

    /// Who was there first.
    Optional<Member> findFirstOrderByCreatedAt();

    /// Of every organisation that has one, where the subject is presented.
    List<Member> findBySubject(String subject);

    /// The newest first, after a place.
    @Query("SELECT * FROM members WHERE (created_at, id) < (:at, :id) ORDER BY created_at DESC, id DESC LIMIT :limit")
    List<Member> page(Instant at, UUID id, int limit);
}
