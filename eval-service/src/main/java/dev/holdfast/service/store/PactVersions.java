package dev.holdfast.service.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The versions of the tenant's pacts.
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PactVersions extends GenericRepository<PactVersion, UUID> {
    PactVersion save(PactVersion version);

    Optional<PactVersion> findById(UUID id);

    Optional<PactVersion> findByPactAndNumber(UUID pact, int number);

    Optional<PactVersion> findByPactAndDigest(UUID pact, String digest);

    /// The newest.
    Optional<PactVersion> findFirstByPactOrderByNumberDesc(UUID pact);

    List<PactVersion> findByPactOrderByNumber(UUID pact);
}
