package dev.holdfast.service.console.page;

import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.service.console.look.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Every agent and how it is, those that need somebody first.
///
/// @param platform what measures and does not work, in sentences
public record AgentsPage(List<Row> rows, String tally, List<Link> platform) {
    /// One agent.
    ///
    /// @param sentence what its health rests on
    /// @param model    that answered in the last run
    /// @param pin      that was certified, where it is another one
    /// @param next     absent where it is not run by the clock
    /// @param month    what its runs have cost this month
    public record Row(
            String id,
            String name,
            String project,
            Health health,
            String sentence,
            String model,
            Optional<String> pin,
            Optional<When> last,
            Optional<When> next,
            Expense month,
            List<Link> incidents) {}

    /// A verdict older than that says nothing of the agent as it is now; a gate holds it for stale too.
    private static final Duration STALE = Duration.ofDays(7);

    private static final int LONGEST = 200;

    /// The page of the agents.
    ///
    /// @param incidents that are open
    /// @param next      when each pact is due, where it is run by the clock
    public static AgentsPage of(List<Watched> fleet, List<Incident> incidents, Map<UUID, Instant> next, Instant now) {
        var byAgent =
                fleet.stream().collect(Collectors.groupingBy(Watched::id, LinkedHashMap::new, Collectors.toList()));
        var rows = byAgent.values().stream()
                .map(pacts -> row(pacts, incidents, next, now))
                .sorted(Comparator.comparing(Row::health).thenComparing(Row::name))
                .toList();
        return new AgentsPage(rows, tally(rows), platform(incidents));
    }

    private static Row row(List<Watched> pacts, List<Incident> incidents, Map<UUID, Instant> next, Instant now) {
        var agent = pacts.getFirst();
        var open = incidents.stream()
                .filter(incident -> pacts.stream().anyMatch(pact -> pact.isOf(incident)))
                .toList();
        var reasons = pacts.stream().map(pact -> reason(pact, now)).sorted().toList();
        var worst = open.isEmpty() || reasons.getFirst().health() == Health.DRIFTING
                ? reasons.getFirst()
                : new Reason(Health.DRIFTING, line(open.getFirst().latest().sentence()));
        var seen = pacts.stream().flatMap(pact -> pact.seen().stream()).max(Comparator.comparing(Watched.Seen::at));
        var models = seen.map(Watched.Seen::models).orElse(List.of());
        var pins = pacts.stream()
                .flatMap(pact -> pact.certified().stream())
                .max(Comparator.comparing(Watched.Certified::at))
                .map(Watched.Certified::models)
                .filter(certified -> !certified.isEmpty() && !models.isEmpty() && !certified.equals(models));
        return new Row(
                agent.id().toString(),
                line(agent.name()),
                line(agent.project()),
                worst.health(),
                worst.sentence(),
                models.isEmpty() ? "–" : line(String.join(", ", models)),
                pins.map(certified -> line(String.join(", ", certified))),
                seen.map(run -> When.of(run.at(), now)),
                pacts.stream()
                        .flatMap(pact -> pact.pact().map(next::get).stream())
                        .min(Comparator.naturalOrder())
                        .map(due -> When.of(due, now)),
                Expense.of(pacts),
                open.stream().map(AgentsPage::link).toList());
    }

    /// Why an agent is how it is.
    private record Reason(Health health, String sentence) implements Comparable<Reason> {
        @Override
        public int compareTo(Reason other) {
            return health.compareTo(other.health);
        }
    }

    private static Reason reason(Watched pact, Instant now) {
        if (pact.judged().isEmpty()) {
            return new Reason(
                    Health.NOT_MEASURED,
                    pact.certified().isEmpty()
                            ? "Nothing is certified yet that a run could be compared with."
                            : "No run has been compared with what was certified.");
        }
        var judged = pact.judged().get();
        return judged.at().plus(STALE).isBefore(now)
                ? new Reason(
                        Health.NOT_MEASURED,
                        "The last comparison is from "
                                + When.of(judged.at(), now).near() + ".")
                : new Reason(Health.of(judged.verdict()), line(judged.headline()));
    }

    private static Link link(Incident incident) {
        return new Link("/console/incidents/" + incident.id(), IncidentsPage.what(incident));
    }

    private static List<Link> platform(List<Incident> incidents) {
        return incidents.stream()
                .filter(incident -> incident.identity() instanceof Identity.Platform)
                .map(incident -> new Link(
                        "/console/incidents/" + incident.id(),
                        line(incident.latest().sentence())))
                .toList();
    }

    /// `2 drifting, 7 within their promises`.
    private static String tally(List<Row> rows) {
        var counts = rows.stream().collect(Collectors.groupingBy(Row::health, Collectors.counting()));
        return Arrays.stream(Health.values())
                .filter(counts::containsKey)
                .map(health -> counts.get(health) + " " + health.word())
                .collect(Collectors.joining(", "));
    }

    private static String line(String text) {
        return Excerpt.brief(Visible.line(text), LONGEST);
    }

    /// Where to read on.
    public record Link(String path, String words) {}
}
