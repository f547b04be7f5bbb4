package dev.holdfast.service.schedule;

import dev.holdfast.alerting.incident.Alarm;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Measuring;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Since;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.alerting.incident.Trouble;
import dev.holdfast.baselines.plan.Vigil;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Actions;
import dev.holdfast.service.respond.Suites;
import dev.holdfast.service.store.StoredEvaluation;
import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Hands what a run said over to those who respond: incidents are opened, brought up to date and closed by it.
@Singleton
final class Telling {
    private final Database database;
    private final KeptSuites.Books books;
    private final Actions actions;
    private final Suites suites;

    Telling(Database database, KeptSuites.Books books, Actions actions, Suites suites) {
        this.database = database;
        this.books = books;
        this.actions = actions;
        this.suites = suites;
    }

    /// Once for each evaluation, however often it is called.
    void tell(Tenant tenant, DueRun due, StoredEvaluation judged, Listening.Heard heard) {
        var evaluation = Json.read("evaluation", judged.document(), Evaluation.class);
        var subject = database.read(
                tenant, _ -> books.subject(books.pacts().findById(due.pact()).orElseThrow()));
        var alarms = database.read(
                tenant,
                _ -> heard.ringing().stream()
                        .map(ringing -> alarm(due, ringing))
                        .toList());
        var occasion =
                new Occasion(subject, evaluation, alarms, troubles(tenant, subject, evaluation), heard.contact());
        actions.respondTo(Acting.system(tenant, "scheduler"), occasion);
    }

    /// Judges that did not answer are in trouble, and so is a control that moved as far as the agent, whatever the
    /// agent
    /// did. Agents that share them show the same trouble.
    private List<Trouble> troubles(Tenant tenant, Subject subject, Evaluation evaluation) {
        return Stream.concat(
                        judges(tenant, subject, evaluation).stream(), control(tenant, subject, evaluation).stream())
                .toList();
    }

    private Optional<Trouble> control(Tenant tenant, Subject subject, Evaluation evaluation) {
        return Measuring.controlMovedAsFar(evaluation)
                .map(sentence -> new Trouble(
                        Identity.Part.CONTROL,
                        suites.of(tenant, subject)
                                .flatMap(Suites.Suite::control)
                                .orElse("of " + subject.pact()),
                        sentence));
    }

    private Optional<Trouble> judges(Tenant tenant, Subject subject, Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding instanceof Finding.NotMeasured(var _, var _, var cause)
                        && cause == Finding.NotMeasured.Cause.JUDGES)
                .findFirst()
                .map(finding -> new Trouble(Identity.Part.JUDGE, judges(tenant, subject), finding.sentence()));
    }

    private String judges(Tenant tenant, Subject subject) {
        return suites.of(tenant, subject).stream()
                .flatMap(suite -> suite.judges().stream())
                .sorted()
                .collect(Collectors.joining(", "));
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
