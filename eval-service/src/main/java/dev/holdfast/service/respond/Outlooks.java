package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.notify.Outlook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens next with an incident, and what whoever reads of it can do. Nothing is offered that would be refused.
final class Outlooks {
    private Outlooks() {}

    /// @param newest action about the incident
    static Outlook of(Incident incident, Optional<Action> newest) {
        return new Outlook(next(incident, newest), incident.isOpen() ? steps(incident, newest) : List.of());
    }

    private static String next(Incident incident, Optional<Action> newest) {
        return switch (incident.identity()) {
            case Identity.Drift _ ->
                newest.map(Action::outlook)
                        .orElse("Nothing by itself: no action is proposed for it. Each further run is looked at.");
            case Identity.Platform(var _, var part, var _) -> next(part);
        };
    }

    private static String next(Identity.Part part) {
        return switch (part) {
            case TARGET -> "The next run that gets answers from every agent here ends it.";
            case JUDGE, CONTROL, EVALUATOR ->
                "Until a run measures again, drifts of these agents are not told, and nothing is done about them.";
            case BREAKER ->
                "Actions are only proposed until two rounds of runs have shown no more agents failing together.";
        };
    }

    private static List<String> steps(Incident incident, Optional<Action> newest) {
        var steps = new ArrayList<String>();
        newest.filter(each -> each.state() == State.AWAITING_APPROVAL)
                .ifPresent(each -> steps.add("approve it: holdfast actions approve " + each.id() + " (or reject)"));
        steps.add("take it on: holdfast incidents ack " + incident.id());
        switch (incident.identity()) {
            case Identity.Drift(var subject, var _, var _) -> {
                steps.add("accept the new behaviour, or mark it as noise: the same with accept, noise");
                steps.add("go back: the same with rollback, pin --model NAME, remediate --hook NAME");
                steps.add(silence("agent=" + subject.agent()));
            }
            case Identity.Platform(var _, var part, var _) -> {
                steps.add("end it by hand: the same with close, or noise");
                steps.add(silence("part=" + part.key()));
            }
        }
        return steps;
    }

    private static String silence(String label) {
        return "silence it: holdfast incidents silence --label " + label + " --for PT2H";
    }
}
