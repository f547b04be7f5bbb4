package dev.holdfast.service.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The runs of the tenant.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Runs extends GenericRepository<StoredRun, UUID> {
    StoredRun save(StoredRun run);

    Optional<StoredRun> findById(UUID id);

    Optional<StoredRun> findByPactAndName(UUID pact, String name);

    List<StoredRun> listOrderByStoredAtAndId();
}
