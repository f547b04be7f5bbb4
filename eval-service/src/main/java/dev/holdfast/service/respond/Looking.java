package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.Breaker;
import dev.holdfast.alerting.action.Situation.Health;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Measuring;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Trouble;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.respond.Circumstances.Case;
import dev.holdfast.service.respond.Circumstances.Sight;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What is known of one run and of whatever holds the agent's pin, while that is still being asked.
///
/// @param sight absent where nothing is to be done, or nothing is known that holds the pin
record Looking(
        Proposing proposing,
        Tenant tenant,
        Occasion occasion,
        Optional<Suites.Suite> suite,
        Optional<CompletableFuture<Sight>> sight)
        implements Consequence {
    /// A message does not wait longer for a system that may be slow; what is done about it is then told after it.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override
    public Optional<Action> of(Connection connection, Incident incident) throws SQLException {
        if (!(incident.identity() instanceof Identity.Drift drift) || sight.isEmpty()) {
            return Optional.empty();
        }
        var health = isSound()
                ? health(occasion.evaluation(), drift, sight.get().join().controlled())
                : Health.UNHEALTHY;
        return proposing.propose(
                connection,
                tenant,
                new Case(incident, occasion.evaluation(), suite.orElseThrow().response(), health),
                this);
    }

    /// Waits a while for it, outside of any transaction.
    ///
    /// @return whether it has not answered in time
    boolean isLate() {
        if (sight.isEmpty()) {
            return false;
        }
        try {
            sight.get().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question that cannot fail has failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// What the run says to the breaker. Where nobody answered, no judge was asked.
    Breaker.Turn turn() {
        var evaluation = occasion.evaluation();
        var silent = occasion.allTroubles().stream().anyMatch(trouble -> trouble.part() == Identity.Part.TARGET);
        var models = evaluation.candidate().models();
        return new Breaker.Turn(
                occasion.subject(),
                suite.map(Suites.Suite::provider).orElse(models.isEmpty() ? "unknown" : models.getFirst()),
                silent ? Set.of() : suite.map(Suites.Suite::judges).orElse(Set.of()),
                evaluation.verdict(),
                isSound(),
                evaluation.at());
    }

    private boolean isSound() {
        return occasion.allTroubles().stream().map(Trouble::part).noneMatch(Identity.Part::spoils);
    }

    /// Of control and scorer, by what the run says of this promise.
    static Health health(Evaluation evaluation, Identity.Drift drift, boolean controlled) {
        if (Measuring.moved(evaluation, drift.promise()).isPresent()) {
            return Health.UNHEALTHY;
        }
        return controlled ? Health.HEALTHY : Health.UNKNOWN;
    }
}
