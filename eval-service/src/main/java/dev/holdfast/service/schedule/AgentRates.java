package dev.holdfast.service.schedule;

import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.Target;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// How often an organisation asks an agent, on all nodes and in all runs together, where a pact bounds that. Two pacts
/// that
/// name the same agent and the same rate share it.
@Singleton
final class AgentRates {
    private static final String TABLE = "agent_rates";
    private static final int HEX = 16;

    private final ProxyManager<Long> buckets;

    AgentRates(DataSource database) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(DelegatingDataSource.unwrapDataSource(database))
                .table(TABLE)
                .build();
    }

    /// Absent where the pact bounds nothing.
    Optional<Bucket> of(UUID organisation, Agent agent) {
        var rate = agent.limits().perSecond();
        return rate.isPresent()
                ? Optional.of(bucket(organisation, agent.target(), rate.getAsDouble()))
                : Optional.empty();
    }

    /// One token at a time: the requests of a second are spread over it and never come in a burst.
    private Bucket bucket(UUID organisation, Target target, double perSecond) {
        var period = Duration.ofNanos(Math.max(1, Math.round(1e9 / perSecond)));
        var configuration = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(1).refillGreedy(1, period))
                .build();
        var digest = Json.digest(List.of(organisation.toString(), target, period.toString()))
                .hex();
        return buckets.builder().build(Long.parseUnsignedLong(digest.substring(0, HEX), HEX), () -> configuration);
    }
}
