package dev.holdfast.service.console.page;

import dev.holdfast.reports.Parts;
import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Meaning;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.reports.reading.VisibleEvaluation;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.service.console.look.Replays;
import dev.holdfast.service.store.StoredRun;
import gg.jte.Content;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// One run: what it says of every promise, which tasks flipped, and every replay of it.
///
/// @param agent whose page it belongs to
public record RunPage(
        String id,
        String name,
        String pact,
        UUID agent,
        When at,
        String models,
        String replays,
        String failed,
        Optional<Judged> judged,
        Listing listing) {
    private static final int LONGEST = 200;

    /// How it compares with what was certified.
    ///
    /// @param body every promise, slice, flipped task and failing answer
    public record Judged(
            Health health, String word, String headline, Meaning meaning, boolean provisional, Content body) {
        static Judged of(Evaluation evaluation) {
            var visible = VisibleEvaluation.of(evaluation);
            return new Judged(
                    evaluation.isEmpty() ? Health.NOT_MEASURED : Health.of(evaluation.verdict()),
                    Meaning.word(visible),
                    Excerpt.brief(visible.headline(), 600),
                    Meaning.of(visible),
                    evaluation.provisional(),
                    Parts.body(evaluation));
        }
    }

    /// Replays, a page of them.
    ///
    /// @param more where the rest begins; absent at the end
    public record Listing(String run, String show, String text, List<Row> rows, Optional<String> more) {
        /// A page of replays.
        ///
        /// @param lines one more than a page, if there are more
        public static Listing of(UUID run, Replays.Wanted wanted, List<Replays.Line> lines) {
            var most = wanted.limit() - 1;
            var page = lines.subList(0, Math.min(most, lines.size()));
            var path = "/console/runs/" + run + "/replays?show=" + key(wanted.show()) + "&text="
                    + URLEncoder.encode(wanted.text(), StandardCharsets.UTF_8) + "&after=";
            return new Listing(
                    run.toString(),
                    key(wanted.show()),
                    wanted.text(),
                    page.stream().map(line -> Row.of(run, line)).toList(),
                    lines.size() > most ? Optional.of(path + page.getLast().ordinal()) : Optional.empty());
        }

        static String key(Replays.Show show) {
            return show.name().toLowerCase(Locale.ROOT);
        }
    }

    /// One replay.
    public record Row(
            String path, String task, Optional<String> repeat, boolean failed, String outcome, String latency) {
        static Row of(UUID run, Replays.Line line) {
            return new Row(
                    "/console/runs/" + run + "/task?name=" + URLEncoder.encode(line.task(), StandardCharsets.UTF_8),
                    line(line.task()),
                    line.repeat() == 0 ? Optional.empty() : Optional.of("repeat " + line.repeat()),
                    line.failure().isPresent(),
                    line.failure()
                            .map(kind -> "no answer: " + kind.replace('_', ' '))
                            .or(() -> line.escalated().map(reason -> "handed to a person: " + line(reason)))
                            .or(() -> line.output().map(RunPage::line))
                            .orElse("scored elsewhere, without its text"),
                    line.latencyMillis().isPresent()
                            ? Figures.value(Unit.SECONDS, line.latencyMillis().getAsDouble() / 1000)
                            : "–");
        }
    }

    /// What the page is made of.
    ///
    /// @param pact  by its name
    /// @param agent whose page it belongs to
    public record Known(StoredRun run, String pact, UUID agent, Optional<Evaluation> evaluation) {}

    public static RunPage of(Known known, Listing listing, Instant now) {
        var run = known.run();
        return new RunPage(
                run.id().toString(),
                line(run.name()),
                line(known.pact()),
                known.agent(),
                When.of(run.storedAt(), now),
                run.models().isEmpty() ? "not told" : line(String.join(", ", run.models())),
                Figures.count(run.observations()),
                Figures.count(run.failures()),
                known.evaluation().map(Judged::of),
                listing);
    }

    private static String line(String text) {
        return Excerpt.brief(Visible.line(text), LONGEST);
    }
}
