package dev.holdfast.service.console.page;

import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.baselines.plan.History;
import dev.holdfast.reports.Parts;
import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.service.console.look.PastRuns;
import dev.holdfast.service.console.look.Watched;
import gg.jte.Content;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/// One agent: how it is, how each promise has gone run by run, and what happened to it.
///
/// @param row    as it stands in the list of agents
/// @param slices of the newest run, if it was compared
/// @param probes how the agent goes along sessions, with a filling context and under other stress, as far as it was
/// tried
public record AgentPage(
        AgentsPage.Row row,
        String about,
        List<PactPart> pacts,
        Optional<Content> slices,
        Optional<Content> probes,
        Timeline timeline) {
    /// One of its pacts.
    ///
    /// @param run the newest that was compared
    public record PactPart(
            String id,
            String name,
            Optional<When> certified,
            Optional<String> run,
            List<ControlChart> charts,
            TakenPart taken) {}

    /// What is known of one pact.
    public record Material(
            Watched watched, List<PastRuns.Point> points, List<History.Alarm> alarms, List<PastRuns.Taken> taken) {}

    /// What is known of the agent.
    ///
    /// @param newest evaluation of any of its pacts
    public record Known(
            String about,
            List<Material> pacts,
            List<Incident> incidents,
            Map<UUID, Instant> next,
            Optional<Evaluation> newest) {}

    public static AgentPage of(Known known, Timeline timeline, Instant now) {
        var fleet = known.pacts().stream().map(Material::watched).toList();
        var open = known.incidents().stream().filter(Incident::isOpen).toList();
        return new AgentPage(
                AgentsPage.of(fleet, open, known.next(), now).rows().getFirst(),
                Excerpt.brief(Visible.line(known.about()), 600),
                known.pacts().stream()
                        .filter(pact -> pact.watched().pact().isPresent())
                        .map(pact -> part(pact, now))
                        .toList(),
                known.newest().map(Parts::slices),
                known.newest().filter(newest -> !newest.probes().isEmpty()).map(Parts::probes),
                timeline);
    }

    private static PactPart part(Material pact, Instant now) {
        var watched = pact.watched();
        return new PactPart(
                watched.pact().orElseThrow().toString(),
                Excerpt.brief(Visible.line(watched.pactName()), 200),
                watched.certified().map(certified -> When.of(certified.at(), now)),
                watched.judged().map(judged -> judged.run().toString()),
                ControlChart.of(pact.points(), pact.alarms()),
                TakenPart.of(pact.taken(), now));
    }

    /// What the last runs took.
    public record TakenPart(List<Row> rows) {
        /// One run.
        public record Row(
                String run, When at, String replays, String failed, String median, String slow, String cost) {}

        public static TakenPart of(List<PastRuns.Taken> taken, Instant now) {
            return new TakenPart(taken.stream()
                    .map(run -> new Row(
                            run.run().toString(),
                            When.of(run.at(), now),
                            Figures.count(run.replays()),
                            Figures.count(run.failed()),
                            seconds(run.median()),
                            seconds(run.slow()),
                            Expense.words(run.spent()).orElse("nothing")))
                    .toList());
        }

        private static String seconds(OptionalDouble millis) {
            return millis.isPresent() ? Figures.value(Unit.SECONDS, millis.getAsDouble() / 1000) : "not known";
        }
    }
}
