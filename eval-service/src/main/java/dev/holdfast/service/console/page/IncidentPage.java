package dev.holdfast.service.console.page;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentEvent;
import dev.holdfast.alerting.incident.Sighting;
import dev.holdfast.alerting.notify.Silence;
import dev.holdfast.reports.reading.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The page that a person lands on from an alert: what, how sure, since when, what changed, can it be relied on, and
/// what
/// there is to do.
///
/// @param sure     facts that say how sure it is
/// @param run      where the newest evaluation can be read
/// @param silences that keep it from being told
/// @param hooks    that may be run
/// @param mayWrite whether this person may take it on, end it or silence it
/// @param mayAct   whether this person may change the agent
public record IncidentPage(
        String id,
        String what,
        String subject,
        String tone,
        String state,
        boolean open,
        Optional<String> acknowledged,
        Optional<String> ending,
        String sentence,
        Optional<Change> change,
        List<Fact> sure,
        List<Fact> since,
        String changed,
        String health,
        boolean healthy,
        String run,
        Optional<String> runbook,
        Optional<String> owner,
        List<ActionPart> actions,
        List<Entry> history,
        List<AdminPage.SilenceRow> silences,
        List<Hook> hooks,
        boolean mayWrite,
        boolean mayAct) {
    /// What moved, in numbers.
    public record Change(String certified, String candidate, String difference) {}

    /// A name and what it is.
    public record Fact(String name, String value) {}

    /// An action that was decided about it.
    ///
    /// @param waits   whether a person has to decide
    /// @param digest  what an approval quotes
    /// @param sets   what it sets
    /// @param checks every precondition, and whether it held when this was proposed
    /// @param steps  each state that it had, the first first
    public record ActionPart(
            String id,
            String words,
            String state,
            String why,
            boolean waits,
            String digest,
            List<String> sets,
            List<ProspectPart.Check> checks,
            List<Step> steps) {}

    /// A state that an action had, and who said why.
    public record Step(String state, String why) {}

    /// A remedy of the organisation's own.
    ///
    /// @param name  as it is shown
    /// @param value as it is sent
    public record Hook(String name, String value) {}

    /// A line of its history.
    public record Entry(When at, String what, String words) {}

    /// What the page is made of.
    ///
    /// @param actions each with all states that it had, the first first
    /// @param hooks   by name
    public record Known(
            Incident incident,
            List<List<Action>> actions,
            List<IncidentEvent> events,
            List<Silence> silences,
            Set<String> hooks,
            Rights rights) {}

    /// What whoever looks may do.
    public record Rights(boolean write, boolean act) {}

    public static IncidentPage of(Known known, Instant now) {
        var incident = known.incident();
        var latest = incident.latest();
        return new IncidentPage(
                incident.id(),
                IncidentsPage.what(incident),
                IncidentsPage.subject(incident),
                IncidentsPage.tone(incident),
                IncidentsPage.state(incident),
                incident.isOpen(),
                incident.acknowledged()
                        .map(taken -> IncidentsPage.line(
                                taken.by() + ", " + Figures.time(taken.at()) + ": " + taken.reason())),
                incident.ending()
                        .map(ending ->
                                IncidentsPage.line(ending.outcome().name().toLowerCase(Locale.ROOT)
                                        + ending.by().map(by -> " by " + by).orElse("") + ", "
                                        + Figures.time(ending.at()) + ": "
                                        + ending.reason())),
                IncidentsPage.line(latest.sentence()),
                latest.measured().map(IncidentPage::change),
                sure(latest),
                since(incident, now),
                IncidentsPage.line(latest.changed()),
                IncidentsPage.line(latest.health()),
                latest.health().startsWith("Yes"),
                "/console/evaluations/" + latest.evaluation(),
                incident.contact().runbook().filter(text -> text.matches("https?://[^\\s<>\"]+")),
                IncidentsPage.line(incident.contact().owner()),
                known.actions().stream().map(IncidentPage::part).toList(),
                history(known.events(), now),
                silences(known, now),
                hooks(known),
                known.rights().write(),
                known.rights().act());
    }

    private static List<AdminPage.SilenceRow> silences(Known known, Instant now) {
        return known.silences().stream()
                .filter(silence -> silence.covers(known.incident(), now))
                .map(silence -> AdminPage.row(silence, now))
                .toList();
    }

    private static List<Hook> hooks(Known known) {
        return known.hooks().stream()
                .sorted()
                .map(hook -> new Hook(IncidentsPage.line(hook), hook))
                .toList();
    }

    private static Change change(Sighting.Measured measured) {
        var unit = measured.unit();
        return new Change(
                Figures.value(unit, measured.certified()),
                Figures.value(unit, measured.candidate()),
                Figures.difference(unit, measured.difference().value()));
    }

    private static List<Fact> sure(Sighting latest) {
        var facts = new ArrayList<Fact>();
        latest.measured().ifPresent(measured -> {
            facts.add(new Fact("95 % interval", Figures.differences(measured.unit(), measured.difference())));
            facts.add(new Fact(
                    "Allowed", "at most " + measured.unit().difference(measured.allowed()) + " for the worse"));
            facts.add(new Fact("By chance alone", Figures.p(measured.adjustedP())));
            facts.add(new Fact(
                    "Evidence",
                    Figures.plural(measured.tasks(), "task") + ", " + Figures.plural(measured.replays(), "replay")));
        });
        facts.add(new Fact(
                "Confirmed", latest.confirmed() ? "yes: the whole interval lies beyond the limit" : "not by this run"));
        if (latest.heat().isPresent()) {
            facts.add(new Fact(
                    "Evidence of all runs",
                    String.format(
                            Locale.ROOT,
                            "%.1f times what makes an alarm",
                            latest.heat().getAsDouble())));
        }
        facts.add(new Fact(
                "Replays without an answer",
                Figures.count(latest.failed()) + " of " + Figures.count(latest.replays())));
        return facts;
    }

    private static List<Fact> since(Incident incident, Instant now) {
        var since = incident.since();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Most likely since", at(since.likeliest(), now)));
        if (!since.earliest().equals(since.latest())) {
            facts.add(new Fact(
                    "With 90 % confidence between",
                    Figures.time(since.earliest()) + " and " + Figures.time(since.latest())));
        }
        facts.add(new Fact("Opened", at(incident.openedAt(), now)));
        facts.add(new Fact("Runs looked at since", Figures.count(incident.seen())));
        return facts;
    }

    private static String at(Instant at, Instant now) {
        return Figures.time(at) + " (" + When.of(at, now).near() + ")";
    }

    private static ActionPart part(List<Action> states) {
        var action = states.getLast();
        var words = switch (action.kind()) {
            case ROLLBACK -> "Go back to what was certified: ";
            case PIN -> "Pin ";
            case REMEDIATE -> "Run the hook ";
        };
        return new ActionPart(
                action.id(),
                IncidentsPage.line(words + action.destination().model() + ", from " + action.expected()),
                words(action.state()),
                why(action),
                action.state() == State.AWAITING_APPROVAL,
                action.approvalDigest().value(),
                action.rehearsal().changes().stream().map(IncidentsPage::line).toList(),
                action.checks().stream().map(ProspectPart::check).toList(),
                states.stream()
                        .map(state -> new Step(words(state.state()), why(state)))
                        .toList());
    }

    private static String words(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String why(Action action) {
        return IncidentsPage.line(action.by().map(by -> by + ": ").orElse("") + action.why());
    }

    private static List<Entry> history(List<IncidentEvent> events, Instant now) {
        return events.reversed().stream().map(event -> entry(event, now)).toList();
    }

    private static Entry entry(IncidentEvent event, Instant now) {
        return switch (event) {
            case IncidentEvent.Opened(var seen) -> seen("opened", seen, now);
            case IncidentEvent.SeenAgain(var seen) -> seen("seen again", seen, now);
            case IncidentEvent.MoreUrgent(var seen) -> seen("more urgent", seen, now);
            case IncidentEvent.Spread(var subject, var affected) ->
                told(affected ? "spread" : "receded", subject.words());
            case IncidentEvent.NotCounted(var _, var reason) -> told("a run was not counted", reason);
            case IncidentEvent.Acknowledged(var taken) ->
                new Entry(When.of(taken.at(), now), "taken on", IncidentsPage.line(taken.by() + ": " + taken.reason()));
            case IncidentEvent.Acted(var action, var state, var sentence) ->
                told("action " + state.toLowerCase(Locale.ROOT).replace('_', ' '), action + ": " + sentence);
            case IncidentEvent.PutForward(var baseline, var runs) ->
                told("a baseline was put forward", baseline + ", of " + runs.size() + " runs since the change");
            case IncidentEvent.Ended(var ending) ->
                new Entry(
                        When.of(ending.at(), now),
                        ending.outcome().name().toLowerCase(Locale.ROOT),
                        IncidentsPage.line(ending.by().map(by -> by + ": ").orElse("") + ending.reason()));
        };
    }

    private static Entry seen(String what, Sighting seen, Instant now) {
        return new Entry(When.of(seen.at(), now), what, IncidentsPage.line(seen.sentence()));
    }

    /// Of an event that holds no time of its own.
    private static Entry told(String what, String words) {
        return new Entry(new When("", "", "–"), what, IncidentsPage.line(words));
    }
}
