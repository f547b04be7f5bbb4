package dev.holdfast.service.respond;

import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentEvent;
import dev.holdfast.service.refusal.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What people decide about incidents. Whoever accepts the new behaviour of an agent puts the runs since the change
/// forward as its baseline; somebody else certifies it.
final class Deciding {
    /// More would say no more of the agent, and a baseline carries its runs.
    private static final int MOST_RUNS = 10;

    private final ActionRows.Pen pen;
    private final Respond respond;
    private final Suites suites;

    Deciding(ActionRows.Pen pen, Respond respond, Suites suites) {
        this.pen = pen;
        this.respond = respond;
        this.suites = suites;
    }

    /// The incident afterwards; empty where there is none, or nothing left to decide.
    Optional<Incident> decide(Acting by, String incident, Decision decision) {
        var found = respond.incident(by.tenant(), incident).filter(Incident::isOpen);
        var acting = by.whole();
        var with = found.filter(_ -> decision.what() == Decision.What.ACCEPT).flatMap(open -> putForward(acting, open));
        return found.isEmpty() ? Optional.empty() : respond.decide(acting, incident, decision, with);
    }

    /// Nothing is put forward for an agent whose pact is not kept here: whoever runs it certifies it there.
    private Optional<IncidentEvent> putForward(Acting acting, Incident incident) {
        return incident.identity() instanceof Identity.Drift drift
                ? suites.of(acting.tenant(), drift.subject())
                        .map(suite -> putForward(
                                acting,
                                incident,
                                suite,
                                runs(acting, drift, incident.since().likeliest())))
                : Optional.empty();
    }

    private IncidentEvent putForward(Acting acting, Incident incident, Suites.Suite suite, List<String> runs) {
        return switch (suites.putForward(acting, suite, incident.id(), runs)) {
            case Suites.PutForward.Proposed(var baseline) -> new IncidentEvent.PutForward(baseline.toString(), runs);
            case Suites.PutForward.Refused(var reasons) ->
                throw new RefusedException(
                        RefusedException.Kind.CONFLICT,
                        "not_certifiable",
                        "the runs since the change cannot be its baseline, so that the next run would open it again",
                        reasons);
        };
    }

    /// Those after an action were made with another pin.
    private List<String> runs(Acting acting, Identity.Drift drift, Instant since) {
        return pen.database().read(acting.tenant(), connection -> {
            var changed = ActionRows.of(connection, IncidentRows.subject(drift.subject())).stream()
                    .flatMap(action -> action.executedAt().stream())
                    .filter(done -> done.isAfter(since))
                    .max(Instant::compareTo);
            return new IncidentRows(connection, acting.tenant().organisation())
                    .runsSince(drift, changed.orElse(since), MOST_RUNS);
        });
    }
}
