package dev.holdfast.service.security;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The members of the organisation whose transaction it is.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Members extends GenericRepository<Member, UUID> {
    Member save(Member member);

    Member update(Member member);

    Optional<Member> findById(UUID id);

    List<Member> listOrderByCreatedAtAndId();
}
