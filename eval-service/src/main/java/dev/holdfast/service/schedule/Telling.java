package dev.holdfast.service.schedule;

import dev.holdfast.alerting.incident.Alarm;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Since;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.baselines.plan.Vigil;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.respond.Actions;
import dev.holdfast.service.store.Agents;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredEvaluation;
import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Hands what a run said over to those who respond: incidents are opened, brought up to date and closed by it.
@Singleton
final class Telling {
    /// Where an agent runs is not told in a pact; whoever needs it told apart hands its occasions over.
    private static final String ENVIRONMENT = "scheduled";

    private final Database database;
    private final Books books;
    private final Actions actions;

    /// What an agent is called, and when its runs were.
    @Singleton
    record Books(Pacts pacts, Agents agents, Runs runs) {}

    Telling(Database database, Books books, Actions actions) {
        this.database = database;
        this.books = books;
        this.actions = actions;
    }

    /// Once for each evaluation, however often it is called.
    void tell(Tenant tenant, DueRun due, StoredEvaluation judged, Listening.Heard heard) {
        var evaluation = Json.read("evaluation", judged.document(), Evaluation.class);
        var subject = database.read(tenant, _ -> subject(due));
        var alarms = database.read(
                tenant,
                _ -> heard.ringing().stream()
                        .map(ringing -> alarm(due, ringing))
                        .toList());
        actions.respondTo(tenant, new Occasion(subject, evaluation, alarms, List.of(), heard.contact()));
    }

    private Subject subject(DueRun due) {
        var pact = books.pacts().findById(due.pact()).orElseThrow();
        var agent = Optional.ofNullable(pact.agent())
                .flatMap(books.agents()::findById)
                .map(found -> found.name())
                .orElse(pact.name());
        return new Subject(due.organisation().toString(), pact.name(), agent, ENVIRONMENT);
    }

    private Alarm alarm(DueRun due, Vigil.Ringing ringing) {
        var alarm = ringing.alarm();
        var since = new Since(when(due, alarm.earliest()), when(due, alarm.likeliest()), when(due, alarm.latest()));
        return new Alarm(alarm.promise(), alarm.slice(), ringing.heat(), since);
    }

    private Instant when(DueRun due, String run) {
        return books.runs()
                .findByPactAndName(due.pact(), run)
                .map(StoredRun::storedAt)
                .orElse(due.dueAt());
    }
}
