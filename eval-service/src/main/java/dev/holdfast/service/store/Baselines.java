package dev.holdfast.service.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The baselines of the tenant.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Baselines extends GenericRepository<StoredBaseline, UUID> {
    StoredBaseline save(StoredBaseline baseline);

    StoredBaseline update(StoredBaseline baseline);

    Optional<StoredBaseline> findById(UUID id);

    List<StoredBaseline> listOrderByCreatedAtAndId();

    /// The one in force: of those in the state, the one decided upon last.
    Optional<StoredBaseline> findFirstByPactAndStateOrderByDecidedAtDesc(UUID pact, String state);
}
