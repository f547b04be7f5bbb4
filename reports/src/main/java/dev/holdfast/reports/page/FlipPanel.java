package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.evaluation.Flip;
import dev.holdfast.schema.evaluation.Flips;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tasks of one metric that flipped.
///
/// @param cards with their answers
/// @param rest  in one line each
public record FlipPanel(String metric, String summary, List<Card> cards, List<Line> rest, int unlisted) {
    private static final int MOST_CARDS = 50;
    private static final int MOST_LINES = 950;
    private static final int LONGEST_ID = 160;
    private static final int LONGEST_QUESTION = 1_200;
    private static final int LONGEST_EXPECTED = 600;
    private static final int LONGEST_ANSWER = 2_000;
    private static final String NO_TEXT = "(no text was recorded)";

    /// A task and how its score went.
    public record Line(String task, String tags, boolean worse, String scores) {}

    /// One flip in full.
    public record Card(Line line, Excerpt question, Optional<Excerpt> expected, Optional<Answers> answers) {}

    /// Both answers side by side.
    ///
    /// @param related whether they have enough in common for their differences to be marked
    public record Answers(
            List<WordDiff.Piece> certified,
            Optional<String> certifiedNote,
            List<WordDiff.Piece> candidate,
            Optional<String> candidateNote,
            boolean related) {}

    static List<FlipPanel> of(List<Flips> all) {
        var shown =
                all.stream().filter(flips -> flips.worse() + flips.better() > 0).toList();
        var share = Math.max(5, MOST_CARDS / Math.max(1, shown.size()));
        return shown.stream().map(flips -> of(flips, share)).toList();
    }

    private static FlipPanel of(Flips flips, int mostCards) {
        var examples = flips.examples();
        return new FlipPanel(
                flips.metric(),
                Figures.plural(flips.worse(), "task") + " got worse, " + Figures.count(flips.better()) + " better.",
                examples.stream().limit(mostCards).map(FlipPanel::card).toList(),
                examples.stream()
                        .skip(mostCards)
                        .limit(MOST_LINES)
                        .map(FlipPanel::line)
                        .toList(),
                flips.worse() + flips.better() - Math.min(examples.size(), mostCards + MOST_LINES));
    }

    private static Line line(Flip flip) {
        return new Line(
                Excerpt.brief(flip.task(), LONGEST_ID),
                Excerpt.brief(String.join(", ", flip.tags()), LONGEST_ID),
                flip.forTheWorse(),
                score(flip.certified()) + " → " + score(flip.candidate()));
    }

    private static Card card(Flip flip) {
        return new Card(
                line(flip),
                Excerpt.of(Visible.text(flip.question()), LONGEST_QUESTION),
                flip.expected()
                        .map(Visible::text)
                        .filter(text -> !text.isBlank())
                        .map(text -> Excerpt.of(text, LONGEST_EXPECTED)),
                answers(flip));
    }

    private static Optional<Answers> answers(Flip flip) {
        if (flip.certifiedAnswer().isEmpty() && flip.candidateAnswer().isEmpty()) {
            return Optional.empty();
        }
        var certified = Excerpt.of(flip.certifiedAnswer().map(Visible::text).orElse(NO_TEXT), LONGEST_ANSWER);
        var candidate = Excerpt.of(flip.candidateAnswer().map(Visible::text).orElse(NO_TEXT), LONGEST_ANSWER);
        var diff = WordDiff.of(certified.text(), candidate.text());
        return Optional.of(
                new Answers(diff.before(), certified.note(), diff.after(), candidate.note(), diff.related()));
    }

    private static String score(double score) {
        return String.format(Locale.ROOT, score == Math.rint(score) ? "%.0f" : "%.2f", score);
    }
}
