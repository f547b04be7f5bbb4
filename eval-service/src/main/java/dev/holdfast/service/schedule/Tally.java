package dev.holdfast.service.schedule;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.figures.Figures;
import dev.holdfast.service.gate.Clause;
import dev.holdfast.service.gate.Decision.Undecided;
import dev.holdfast.service.gate.GateAnswer;
import dev.holdfast.service.store.Agents;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.StoredEvaluation;
import dev.holdfast.service.store.StoredPact;
import dev.holdfast.service.trace.Traces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells those who watch over the service what became of due runs: in figures, and in traces.
@Singleton
final class Tally {
    private static final String NONE = "none";

    private final Database database;
    private final Pacts pacts;
    private final Agents agents;
    private final Figures figures;
    private final Traces traces;

    Tally(Database database, Pacts pacts, Agents agents, Figures figures, Traces traces) {
        this.database = database;
        this.pacts = pacts;
        this.agents = agents;
        this.figures = figures;
        this.traces = traces;
    }

    void replayed(DueRun due, PactFile asked, Observation seen) {
        figures.replay(
                switch (seen.outcome()) {
                    case Outcome.Answered _ -> "answered";
                    case Outcome.ScoredElsewhere _ -> "scored_elsewhere";
                    case Outcome.Escalated _ -> "escalated";
                    case Outcome.Failed(var kind, var _) -> kind.key();
                });
        traces.replay(due.id(), asked.pact().agent(), seen);
    }

    /// @param due with its end
    void ended(Tenant tenant, DueRun due, Optional<StoredEvaluation> judged) {
        var pact = pact(tenant, due);
        var watched = watched(pact);
        var verdict = judged.map(row -> row.verdict().toLowerCase(Locale.ROOT)).orElse(NONE);
        figures.run(watched, "completed", verdict);
        var clauses = judged.map(Tally::clauses).orElse(List.of());
        Optional.ofNullable(due.endedAt()).ifPresent(end -> {
            figures.took(Duration.between(due.createdAt(), end));
            figures.completed(watched, end);
            traces.run(
                    new Traces.Ended(due.organisation(), due.id(), pact.name(), due.state(), due.createdAt(), end),
                    clauses.stream().map(Tally::said).toList());
        });
        var agent = agent(tenant, pact);
        for (var clause : clauses) {
            clause.observed().ifPresent(value -> figures.promise(watched, clause.id(), agent, value));
        }
    }

    void failed(Tenant tenant, DueRun due) {
        figures.run(watched(pact(tenant, due)), "failed", NONE);
    }

    void missed(Tenant tenant, DueRun due) {
        figures.run(watched(pact(tenant, due)), "missed", NONE);
    }

    private static List<Clause> clauses(StoredEvaluation judged) {
        var evaluation = Json.read("evaluation", judged.document(), Evaluation.class);
        return GateAnswer.of(evaluation, Undecided.DENY).clauses();
    }

    private static Traces.Said said(Clause clause) {
        return new Traces.Said(clause.id(), clause.verdict().name().toLowerCase(Locale.ROOT), clause.observed());
    }

    private StoredPact pact(Tenant tenant, DueRun due) {
        return database.read(tenant, _ -> pacts.findById(due.pact())).orElseThrow();
    }

    private String agent(Tenant tenant, StoredPact pact) {
        return Optional.ofNullable(pact.agent())
                .flatMap(id -> database.read(tenant, _ -> agents.findById(id)))
                .map(found -> found.name())
                .orElse(pact.name());
    }

    private static Figures.Watched watched(StoredPact pact) {
        return new Figures.Watched(pact.organisation(), pact.name());
    }
}
