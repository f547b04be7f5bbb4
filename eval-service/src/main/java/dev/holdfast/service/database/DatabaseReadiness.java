package dev.holdfast.service.database;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;

/// Ready is who reaches the database. An agent or a judge that is away makes nobody unready.
@Singleton
@Readiness
final class DatabaseReadiness implements HealthIndicator {
    private static final String NAME = "database";

    private final Database database;
    private final ExecutorService blocking;

    DatabaseReadiness(Database database, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.database = database;
        this.blocking = blocking;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(() -> CompletableFuture.supplyAsync(this::look, blocking));
    }

    private HealthResult look() {
        try {
            var reached = database.<Boolean>anonymous(connection -> connection.isValid(1));
            return HealthResult.builder(NAME, reached ? HealthStatus.UP : HealthStatus.DOWN)
                    .build();
        } catch (DatabaseException | io.micronaut.transaction.exceptions.TransactionException e) {
            return HealthResult.builder(NAME, HealthStatus.DOWN).build();
        }
    }
}
