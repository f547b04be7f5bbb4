package dev.holdfast.service.console.page;

import dev.holdfast.reports.page.WordDiff;
import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Draft;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import dev.holdfast.schema.run.ToolCall;
import dev.holdfast.schema.run.Vote;
import dev.holdfast.service.console.look.Transcribed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One golden task of a run: what was asked, what was answered when it was certified and now, and what that is worth.
///
/// @param certified answers, as far as the runs that were certified are kept here
/// @param note      why there are none
/// @param sealed    replays of the run that were kept word for word
public record TaskPage(
        String run,
        String runName,
        String task,
        String tags,
        Excerpt question,
        Optional<Excerpt> expected,
        List<Answer> certified,
        Optional<String> note,
        List<Answer> current,
        List<Sealed> sealed) {
    private static final int LONGEST = 6_000;

    /// One replay.
    ///
    /// @param pieces of the answer; its own ones only where it is held against the other side's first
    public record Answer(
            String title,
            boolean failed,
            List<WordDiff.Piece> pieces,
            Optional<String> cut,
            List<Valued> scores,
            List<Call> calls,
            List<String> drafts,
            List<String> facts) {}

    /// A replay that was kept word for word.
    public record Sealed(String id, String title) {}

    /// What one metric says of it.
    public record Valued(String metric, String value, Optional<String> why) {}

    /// A tool that was called on the way.
    public record Call(
            String name, Excerpt arguments, Optional<Excerpt> result, Optional<String> fault, List<String> problems) {}

    /// One replay with its scores.
    ///
    /// @param votes what judges said of it, in words
    public record Replay(Observation observation, List<Scored> scores, List<Vote> votes) {}

    /// A metric's word on a replay.
    public record Scored(Metric metric, Score score) {}

    /// What the page is made of.
    ///
    /// @param golden absent where the pact no longer has the task
    public record Known(
            String run,
            String runName,
            String task,
            Optional<GoldenTask> golden,
            List<Replay> certified,
            Optional<String> note,
            List<Replay> current) {}

    /// The page of what is known.
    ///
    /// @param kept of the run, as far as whoever looks may read it
    public static TaskPage of(Known known, List<Transcribed.Kept> kept) {
        var golden = known.golden();
        var diff = diff(known);
        return new TaskPage(
                known.run(),
                line(known.runName()),
                line(known.task()),
                golden.map(task -> line(String.join(", ", task.tags()))).orElse(""),
                excerpt(golden.map(GoldenTask::question).orElse("(the pact has no such task any more)")),
                golden.flatMap(GoldenTask::expectedText).map(TaskPage::excerpt),
                answers(known.certified(), diff.map(WordDiff::before)),
                known.note(),
                answers(known.current(), diff.map(WordDiff::after)),
                kept.stream()
                        .map(each -> new Sealed(
                                each.id().toString(),
                                "Replay " + (each.repeat() + 1) + (each.erased() ? ", erased" : "")))
                        .toList());
    }

    /// Of the first answer on each side.
    private static Optional<WordDiff> diff(Known known) {
        return known.certified().isEmpty() || known.current().isEmpty()
                ? Optional.empty()
                : Optional.of(WordDiff.of(
                        text(known.certified().getFirst()).text(),
                        text(known.current().getFirst()).text()));
    }

    private static List<Answer> answers(List<Replay> replays, Optional<List<WordDiff.Piece>> first) {
        var answers = new ArrayList<Answer>();
        for (var replay : replays) {
            var whole = List.of(new WordDiff.Piece(text(replay).text(), false));
            answers.add(answer(replay, answers.isEmpty() ? first.orElse(whole) : whole));
        }
        return answers;
    }

    private static Answer answer(Replay replay, List<WordDiff.Piece> pieces) {
        var seen = replay.observation();
        return new Answer(
                "Replay " + (seen.repeat() + 1),
                seen.failed(),
                pieces,
                text(replay).note(),
                replay.scores().stream().map(TaskPage::valued).toList(),
                seen.toolCalls().stream().map(TaskPage::call).toList(),
                seen.drafts().stream().map(TaskPage::draft).toList(),
                facts(replay));
    }

    private static Excerpt text(Replay replay) {
        return switch (replay.observation().outcome()) {
            case Outcome.Answered(var text) -> excerpt(text);
            case Outcome.Escalated(var text, var reason) -> excerpt(text + "\n\n(handed to a person: " + reason + ")");
            case Outcome.ScoredElsewhere _ -> excerpt("(no text was recorded)");
            case Outcome.Failed(var kind, var message) ->
                excerpt("(no answer: " + kind.key().replace('_', ' ') + ") " + message);
        };
    }

    private static Valued valued(Scored scored) {
        var unit = scored.metric().unit();
        return switch (scored.score()) {
            case Score.Scored(var value) ->
                new Valued(
                        line(scored.metric().name()),
                        unit == Unit.SHARE ? share(value) : Figures.value(unit, value),
                        Optional.empty());
            case Score.Unscored(var why) ->
                new Valued(line(scored.metric().name()), "unscored", Optional.of(line(why)));
            case Score.Unheard(var why) ->
                new Valued(line(scored.metric().name()), "judges not reached", Optional.of(line(why)));
        };
    }

    private static String share(double value) {
        return value == 1 ? "✓ 1" : value == 0 ? "✗ 0" : String.format(java.util.Locale.ROOT, "%.2f", value);
    }

    private static Call call(ToolCall call) {
        return new Call(
                line(call.name()),
                excerpt(call.argumentsText()),
                call.result().map(TaskPage::excerpt),
                call.fault().map(TaskPage::line),
                call.problems().stream().map(TaskPage::line).toList());
    }

    private static String draft(Draft draft) {
        return switch (draft.outcome()) {
            case Outcome.Answered(var text) -> line(text);
            case Outcome.Escalated(var text, var _) -> line(text);
            case Outcome.ScoredElsewhere _ -> "(no text was recorded)";
            case Outcome.Failed(var kind, var message) -> line("no answer: " + kind.key() + " " + message);
        };
    }

    private static List<String> facts(Replay replay) {
        var seen = replay.observation();
        var facts = new ArrayList<String>();
        seen.model().ifPresent(model -> facts.add(line(model)));
        seen.latency().ifPresent(taken -> facts.add(Figures.value(Unit.SECONDS, taken.toNanos() / 1e9)));
        if (seen.usage().outputTokens().isPresent()) {
            facts.add(Figures.plural(seen.usage().outputTokens().getAsLong(), "token"));
        }
        if (seen.attempts() > 1) {
            facts.add("asked " + seen.attempts() + " times");
        }
        replay.votes().forEach(vote -> facts.add(line(words(vote))));
        return facts;
    }

    private static String words(Vote vote) {
        return "judge " + vote.judge() + ": "
                + vote.label()
                        .or(() -> vote.problem().map(why -> "no label, " + why))
                        .or(() -> vote.unreached().map(why -> "not reached, " + why))
                        .orElse("nothing");
    }

    private static Excerpt excerpt(String text) {
        return Excerpt.of(Visible.text(text), LONGEST);
    }

    private static String line(String text) {
        return Excerpt.brief(Visible.line(text), 400);
    }
}
