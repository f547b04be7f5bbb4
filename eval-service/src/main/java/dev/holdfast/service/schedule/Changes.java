package dev.holdfast.service.schedule;

import dev.holdfast.harness.target.Plans;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.evaluation.ServiceIdentity;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Has a pact run at once when a part of its agent is not what it was, if the pact wants that.
///
/// A change is seen in a new version of the pact, by [Lookout] in what the agent says of itself, or is told by whoever
/// made it.
@Singleton
public final class Changes {
    private final Database database;
    private final Books books;
    private final Beginning beginning;
    private final Stamps stamps;
    private final AuditLog log;

    /// What is read and written.
    @Singleton
    record Books(
            Schedules schedules,
            Fingerprints fingerprints,
            PactVersions versions,
            PactFiles files,
            ServiceIdentity identity) {}

    Changes(Database database, Books books, Beginning beginning, Registrar registrar) {
        this.database = database;
        this.books = books;
        this.beginning = beginning;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// Who says that something changed, and what.
    ///
    /// @param witness `version`, `lookout` or `webhook`
    record Report(String witness, Set<Watch.Trigger> parts) {
        Report {
            parts = Set.copyOf(parts);
        }

        private String text() {
            return parts.stream().sorted().map(Changes::written).collect(Collectors.joining(", "))
                    + " changed, says the " + witness;
        }
    }

    /// Looks at what the newest version says of the agent.
    public Optional<DueRun> published(Tenant tenant, UUID pact) {
        return made(tenant, database.write(tenant, connection -> {
            var version = newest(pact);
            var parts = EnumSet.noneOf(Watch.Trigger.class);
            for (var look : looks(connection, version).entrySet()) {
                if (see(connection, version, written(look.getKey()), look.getValue())) {
                    parts.add(look.getKey());
                }
            }
            return begin(connection, version, new Report("version", parts));
        }));
    }

    /// The agent was asked what it is, and said this.
    Optional<DueRun> seen(Tenant tenant, UUID pact, String says) {
        return made(tenant, database.write(tenant, connection -> {
            var version = newest(pact);
            return see(connection, version, "reported_model", says)
                    ? begin(connection, version, new Report("lookout", Set.of(Watch.Trigger.MODEL)))
                    : Optional.empty();
        }));
    }

    /// Begins the run that the pact wants after such a change, inside the tenant's transaction; [#made] has it made.
    Optional<DueRun> begin(Connection connection, PactVersion version, Report report) throws SQLException {
        var wanted = EnumSet.noneOf(Watch.Trigger.class);
        wanted.addAll(report.parts());
        wanted.retainAll(books.schedules()
                .find(connection, version)
                .map(Schedules.Row::onChange)
                .orElse(Set.of()));
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        var what = new Report(report.witness(), wanted).text();
        var due = beginning.begin(connection, version, Beginning.Wish.ofChange(version, now(), what));
        log.record(
                connection, version.organisation(), Actor.system("scheduler"), Deed.created("due_run", due.id(), due));
        return Optional.of(due);
    }

    Optional<DueRun> made(Tenant tenant, Optional<DueRun> due) {
        due.ifPresent(row -> beginning.make(tenant, row));
        return due;
    }

    private boolean see(Connection connection, PactVersion version, String part, String look) throws SQLException {
        return books.fingerprints().see(connection, version, part, look, now());
    }

    private Map<Watch.Trigger, String> looks(Connection connection, PactVersion version) throws SQLException {
        try (var open = books.files().read(connection, version).open()) {
            return looks(open.read());
        }
    }

    private Map<Watch.Trigger, String> looks(PactFile file) {
        var plan = Plans.of(file, 1, "look", now(), books.identity().version());
        var environment = plan.environment().orElseThrow();
        var looks = new EnumMap<Watch.Trigger, String>(Watch.Trigger.class);
        looks.put(Watch.Trigger.MODEL, plan.requested().orElse(""));
        looks.put(Watch.Trigger.PROMPT, environment.prompt().digest().value());
        looks.put(Watch.Trigger.TOOLS, environment.tools().digest().value());
        looks.put(
                Watch.Trigger.ENVIRONMENT,
                Json.digest(List.of(
                                environment.target().digest(),
                                environment.parameters().digest()))
                        .value());
        return looks;
    }

    private PactVersion newest(UUID pact) {
        return books.versions()
                .findFirstByPactOrderByNumberDesc(pact)
                .orElseThrow(() -> RefusedException.missing("pact", pact));
    }

    private Instant now() {
        return stamps.now();
    }

    private static String written(Watch.Trigger part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
