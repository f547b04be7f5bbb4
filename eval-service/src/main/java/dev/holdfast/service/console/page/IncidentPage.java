package dev.holdfast.service.console.page;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.incident.Happening;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentEvent;
import dev.holdfast.alerting.incident.Sighting;
import dev.holdfast.alerting.notify.Silence;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.service.respond.ActionRows;
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

    /// A state that an action had, since when, and who said why.
    public record Step(When at, String state, String why) {}

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
            List<List<ActionRows.Stood>> actions,
            List<Happening> events,
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
                known.actions().stream().map(states -> part(states, now)).toList(),
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

    private static ActionPart part(List<ActionRows.Stood> states, Instant now) {
        var action = states.getLast().action();
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
                        .map(state -> new Step(
                                When.of(state.at(), now), words(state.action().state()), why(state.action())))
                        .toList());
    }

    private static String words(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String why(Action action) {
        return IncidentsPage.line(action.by().map(by -> by + ": ").orElse("") + action.why());
    }

    private static List<Entry> history(List<Happening> events, Instant now) {
        return events.reversed().stream()
                .map(event -> {
                    var said = said(event.what());
                    return new Entry(When.of(event.at(), now), said.name(), IncidentsPage.line(said.value()));
                })
                .toList();
    }

    private static Fact said(IncidentEvent event) {
        return switch (event) {
            case IncidentEvent.Opened(var seen) -> new Fact("opened", seen.sentence());
            case IncidentEvent.SeenAgain(var seen) -> new Fact("seen again", seen.sentence());
            case IncidentEvent.MoreUrgent(var seen) -> new Fact("more urgent", seen.sentence());
            case IncidentEvent.Spread(var subject, var affected) ->
                new Fact(affected ? "spread" : "receded", subject.words());
            case IncidentEvent.NotCounted(var _, var reason) -> new Fact("a run was not counted", reason);
            case IncidentEvent.Acknowledged(var taken) -> new Fact("taken on", taken.by() + ": " + taken.reason());
            case IncidentEvent.Acted(var action, var state, var sentence) ->
                new Fact("action " + state.toLowerCase(Locale.ROOT).replace('_', ' '), action + ": " + sentence);
            case IncidentEvent.PutForward(var baseline, var runs) ->
                new Fact("a baseline was put forward", baseline + ", of " + runs.size() + " runs since the change");
            case IncidentEvent.Ended(var ending) ->
                new Fact(
                        ending.outcome().name().toLowerCase(Locale.ROOT),
                        ending.by().map(by -> by + ": ").orElse("") + ending.reason());
        };
    }
}
