package dev.holdfast.service.security;

import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.micronaut.context.annotation.Value;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/// How often a token may be used, on all nodes together.
///
/// The count is kept in the database; a node tells it only every hundred requests or every second, so a rate may be
/// exceeded by that much and no request waits for the count.
@Singleton
public final class TokenRates {
    private static final String TABLE = "token_rates";
    private static final int UNTOLD = 100;
    private static final Duration UNTOLD_FOR = Duration.ofSeconds(1);

    private final ProxyManager<Long> buckets;
    private final BucketConfiguration rate;
    private final ConcurrentHashMap<Long, Bucket> known = new ConcurrentHashMap<>();

    TokenRates(DataSource database, @Value("${holdfast.requests-per-minute}") int perMinute) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(DelegatingDataSource.unwrapDataSource(database))
                .table(TABLE)
                .build();
        this.rate = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }

    /// Counts a request.
    ///
    /// @throws RefusedException when the token was used too often
    void take(UUID token) {
        var id = token.getMostSignificantBits() ^ token.getLeastSignificantBits();
        if (!known.computeIfAbsent(id, this::bucket).tryConsume(1)) {
            throw new RefusedException(Kind.TOO_MUCH, "too_many_requests", "this token was used too often; slow down");
        }
    }

    private Bucket bucket(Long id) {
        return buckets.builder()
                .withOptimization(Optimizations.delaying(new DelayParameters(UNTOLD, UNTOLD_FOR)))
                .build(id, () -> rate);
    }
}
