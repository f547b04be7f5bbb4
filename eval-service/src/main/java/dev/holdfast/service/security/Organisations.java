package dev.holdfast.service.security;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/// The organisation whose transaction it is; there is no way to see another.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Organisations extends GenericRepository<Organisation, UUID> {
    Organisation save(Organisation organisation);

    Optional<Organisation> find();
}
