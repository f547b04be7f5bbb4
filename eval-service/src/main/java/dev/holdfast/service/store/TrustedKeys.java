package dev.holdfast.service.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/// The keys that the tenant trusts.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface TrustedKeys extends GenericRepository<TrustedKey, UUID> {
    TrustedKey save(TrustedKey key);

    List<TrustedKey> listOrderByCreatedAtAndId();

    long deleteById(UUID id);
}
