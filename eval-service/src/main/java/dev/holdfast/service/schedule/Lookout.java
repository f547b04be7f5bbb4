package dev.holdfast.service.schedule;

import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersions;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks agents one golden task now and then, for the sake of what their servers say of themselves: a provider changes a
/// model without telling. Of several nodes one does it.
@Singleton
public final class Lookout {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    private static final int LONGEST = 300;

    private final Database database;
    private final Books books;
    private final Changes changes;
    private final InstantSource clock;
    private final Duration between;

    /// What is read and written, and with what agents are asked.
    @Singleton
    record Books(Schedules schedules, PactVersions versions, PactFiles files, Reach reach, Stamps stamps) {}

    Lookout(
            Database database,
            Books books,
            Changes changes,
            InstantSource clock,
            @Value("${holdfast.look-at-agents-every}") Duration between) {
        this.database = database;
        this.books = books;
        this.changes = changes;
        this.clock = clock;
        this.between = between;
    }

    @Scheduled(fixedDelay = "1m", initialDelay = "1m")
    void look() {
        for (var organisation : AuditLog.organisations(database)) {
            try {
                look(Tenant.of(organisation));
            } catch (RuntimeException e) {
                // the next organisation is none the worse for it
                LOG.warn("the agents of {} were not looked at: {}", organisation, e.getMessage());
            }
        }
    }

    private void look(Tenant tenant) {
        var now = books.stamps().now();
        var pacts = database.write(
                tenant,
                connection -> books.schedules().lookAt(connection, Watch.Trigger.MODEL, now.minus(between), now));
        pacts.forEach(pact -> look(tenant, pact));
    }

    /// Asks the pact's agent its first golden task. An agent that does not answer says nothing of itself.
    void look(Tenant tenant, UUID pact) {
        var bundle = database.read(tenant, connection -> {
            var version =
                    books.versions().findFirstByPactOrderByNumberDesc(pact).orElseThrow();
            return books.files().read(connection, version);
        });
        try (var open = bundle.open()) {
            var file = open.read();
            var secrets = books.reach().of(tenant.organisation(), file.folder());
            try (var target = new Targets(secrets, clock, books.reach().guard()).open(file)) {
                says(target.replay(file.suite().tasks().getFirst(), 0))
                        .ifPresent(says -> changes.seen(tenant, pact, says));
            }
        } catch (InvalidDocumentException e) {
            LOG.warn("the agent of pact {} cannot be looked at: {}", pact, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<String> says(Reply reply) {
        if (reply.outcome() instanceof Outcome.Failed || reply.model().isEmpty()) {
            return Optional.empty();
        }
        var says = reply.model().get() + " " + reply.fingerprint().orElse("");
        return Optional.of(says.substring(0, Math.min(says.length(), LONGEST)));
    }
}
