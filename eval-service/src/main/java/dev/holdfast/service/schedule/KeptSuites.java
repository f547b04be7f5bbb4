package dev.holdfast.service.schedule;

import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Pact;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.evaluation.Certifying;
import dev.holdfast.service.evaluation.Judgement;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Suites;
import dev.holdfast.service.store.Agents;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredPact;
import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The suites of the pacts that the service keeps.
@Singleton
final class KeptSuites implements Suites {
    /// Where an agent runs is not told in a pact; whoever needs it told apart hands its occasions over.
    private static final String ENVIRONMENT = "scheduled";

    private final Database database;
    private final Books books;
    private final Judgement judgement;
    private final Certifying certifying;
    private final DueRuns dueRuns;

    /// Where pacts lie.
    @Singleton
    record Books(Pacts pacts, Agents agents, PactVersions versions, PactFiles files, Runs runs) {
        /// What an agent is called: by the name of its pact where nobody named it.
        String agent(StoredPact pact) {
            return Optional.ofNullable(pact.agent())
                    .flatMap(agents::findById)
                    .map(found -> found.name())
                    .orElse(pact.name());
        }

        Subject subject(StoredPact pact) {
            return new Subject(
                    pact.organisation().toString(),
                    Optional.of(pact.project().toString()),
                    pact.name(),
                    agent(pact),
                    ENVIRONMENT);
        }
    }

    KeptSuites(Database database, Books books, Judgement judgement, Certifying certifying, DueRuns dueRuns) {
        this.database = database;
        this.books = books;
        this.judgement = judgement;
        this.certifying = certifying;
        this.dueRuns = dueRuns;
    }

    @Override
    public Optional<Suite> of(Tenant tenant, Subject subject) {
        var whole = Tenant.of(tenant.organisation());
        return database.read(whole, connection -> kept(connection, subject))
                .map(kept -> suite(kept, certified(whole, kept, subject)));
    }

    @Override
    public Subject subject(Tenant tenant, UUID pact) {
        return database.read(
                tenant, _ -> books.subject(books.pacts().findById(pact).orElseThrow()));
    }

    @Override
    public boolean isControlled(Tenant tenant, Suite suite, Evaluation evaluation) {
        var whole = Tenant.of(tenant.organisation());
        return evaluation.candidate().runs().stream()
                .flatMap(name -> database.read(whole, _ -> books.runs().findByPactAndName(suite.pact(), name)).stream())
                .anyMatch(run -> judgement.isControlled(whole, suite.pact(), run.id()));
    }

    @Override
    public void runAgain(Tenant tenant, UUID pact, Instant at) {
        dueRuns.verify(Tenant.of(tenant.organisation()), pact, at);
    }

    private record Kept(StoredPact row, Pact pact) {}

    @Override
    public PutForward putForward(Acting author, Suite suite, String incident, List<String> runs) {
        var whole = Tenant.of(author.tenant().organisation());
        var ids = runs.stream()
                .flatMap(name -> database.read(whole, _ -> books.runs().findByPactAndName(suite.pact(), name)).stream())
                .map(StoredRun::id)
                .toList();
        if (ids.isEmpty()) {
            return new PutForward.Refused(List.of("no run since the change is kept here"));
        }
        var by = new Certifying.Author(whole, author.member().orElseThrow(), author.actor(), Optional.of(incident));
        try {
            return new PutForward.Proposed(
                    certifying.propose(by, suite.pact(), ids).id());
        } catch (RefusedException e) {
            return new PutForward.Refused(
                    e.reasons().isEmpty() ? List.of(String.valueOf(e.getMessage())) : e.reasons());
        }
    }

    /// Several projects may have a pact of the same name; whoever does not say which leaves it open where there are.
    private Optional<Kept> kept(Connection connection, Subject subject) throws SQLException {
        var named = books.pacts().findByName(subject.pact()).stream()
                .filter(pact -> books.agent(pact).equals(subject.agent()))
                .filter(pact -> subject.project().isEmpty()
                        || subject.project().get().equals(pact.project().toString()))
                .toList();
        if (named.size() != 1) {
            return Optional.empty();
        }
        var newest = books.versions()
                .findFirstByPactOrderByNumberDesc(named.getFirst().id());
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        try (var open = books.files().read(connection, newest.get()).open()) {
            return Optional.of(new Kept(named.getFirst(), open.read().pact()));
        }
    }

    private Optional<Certified> certified(Tenant tenant, Kept kept, Subject subject) {
        return judgement.inForce(tenant, kept.row().id()).map(inForce -> {
            var stored = inForce.stored();
            var certificate = Json.read("certificate", stored.certificate(), Certificate.class);
            return new Certified(
                    certificate,
                    inForce.trusted() && certificate.pact().equals(subject.pact()),
                    Optional.ofNullable(stored.decidedAt()).orElse(stored.createdAt()));
        });
    }

    private static Suite suite(Kept kept, Optional<Certified> certified) {
        var pact = kept.pact();
        return new Suite(
                kept.row().id(),
                pact.onDrift(),
                isRunnable(pact.agent().target()),
                provider(pact.agent().target()),
                judges(pact),
                pact.control().map(control -> control.target().kind() + " at " + provider(control.target())),
                certified);
    }

    /// Programs and models on the machine of whoever wrote the pact are out of the service's reach.
    private static boolean isRunnable(Target target) {
        return switch (target) {
            case Target.OpenAi _, Target.Chat _, Target.Http _, Target.OpenClaw _ -> true;
            case Target.Recorded _, Target.Program _, Target.Local _ -> false;
        };
    }

    private static String provider(Target target) {
        return switch (target) {
            case Target.OpenAi openAi -> openAi.baseUrl().text();
            case Target.Chat chat -> chat.baseUrl().text();
            case Target.Http http -> http.url().text();
            case Target.OpenClaw gateway -> gateway.url().text();
            case Target.Recorded _, Target.Program _, Target.Local _ -> target.kind();
        };
    }

    private static Set<String> judges(Pact pact) {
        return pact.metrics().values().stream()
                .filter(metric -> metric.measure() instanceof Measure.Judge)
                .flatMap(metric -> ((Measure.Judge) metric.measure()).jury().stream())
                .map(juror -> juror.target().model() + " at " + juror.target().baseUrl())
                .collect(Collectors.toSet());
    }
}
