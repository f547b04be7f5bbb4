package dev.holdfast.service.console.page;

import dev.holdfast.baselines.stat.Interval;
import dev.holdfast.baselines.stat.PredictionPowered;
import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.service.review.ReviewItem;
import dev.holdfast.service.review.Reviews;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Answers that people are asked about, and how far the judges agree with people.
///
/// @param waiting how many there are in all
public record ReviewsPage(List<Jury> juries, List<Card> cards, String waiting, boolean mayLabel) {
    private static final int LONGEST = 4_000;

    /// The jury of one metric.
    ///
    /// @param kappa of people and jury
    /// @param jury   what it says of all answers
    /// @param people what people would say of all answers, by PPI++
    /// @param trust  how much the jury is heeded in that
    public record Jury(
            String pact,
            String metric,
            String labelled,
            Optional<String> kappa,
            boolean enough,
            String sentence,
            String jury,
            Optional<String> people,
            Optional<String> trust,
            String download) {}

    /// One answer.
    ///
    /// @param labels as they are shown, and as they are sent
    public record Card(
            String id,
            String pact,
            String metric,
            String reason,
            String path,
            String task,
            Excerpt question,
            Optional<Excerpt> expected,
            Optional<Excerpt> answer,
            List<Label> labels) {}

    /// What may be said.
    public record Label(String words, String value) {}

    public static ReviewsPage of(
            List<Reviews.Standing> standings, List<Reviews.Waiting> waiting, long all, boolean mayLabel) {
        return new ReviewsPage(
                standings.stream().map(ReviewsPage::jury).toList(),
                waiting.stream().map(ReviewsPage::card).toList(),
                Figures.plural(all, "answer"),
                mayLabel);
    }

    private static Jury jury(Reviews.Standing standing) {
        var known = standing.known();
        return new Jury(
                IncidentsPage.line(standing.pactName()),
                IncidentsPage.line(standing.metric()),
                Figures.count(standing.labelled()),
                known.agreement().kappa().map(kappa -> number(kappa.kappa()) + " " + interval(kappa.interval(0.95))),
                known.agreement().isEnough(),
                known.agreement().labelled() == 0
                        ? "nothing that chance has picked is labelled yet"
                        : IncidentsPage.line(known.agreement().sentence()),
                Figures.value(Unit.SHARE, known.jury()),
                known.people().map(ReviewsPage::level),
                known.people().map(people -> number(people.trust())),
                "/console/reviews/calibration?pact=" + standing.pact() + "&metric="
                        + URLEncoder.encode(standing.metric(), StandardCharsets.UTF_8));
    }

    private static String level(PredictionPowered people) {
        var interval = people.interval(0.95);
        return Figures.value(Unit.SHARE, Math.clamp(people.mean(), 0, 1)) + " ("
                + Figures.value(Unit.SHARE, Math.max(0, interval.low())) + " … "
                + Figures.value(Unit.SHARE, Math.min(1, interval.high())) + ")";
    }

    private static String interval(Interval interval) {
        return "(" + number(interval.low()) + " … " + number(interval.high()) + ")";
    }

    private static Card card(Reviews.Waiting waiting) {
        var item = waiting.item();
        return new Card(
                item.id().toString(),
                IncidentsPage.line(waiting.pact()),
                item.metric().isEmpty() ? "the answer" : IncidentsPage.line(item.metric()),
                reason(item),
                "/console/runs/" + item.run() + "/task?name=" + URLEncoder.encode(item.task(), StandardCharsets.UTF_8),
                IncidentsPage.line(item.task()),
                excerpt(item.question()),
                item.expected().map(ReviewsPage::excerpt),
                waiting.answer().map(ReviewsPage::excerpt),
                item.labels().keySet().stream()
                        .map(label -> new Label(IncidentsPage.line(label), label))
                        .toList());
    }

    private static String reason(ReviewItem item) {
        return switch (item.reason()) {
            case ESCALATED -> "The agent handed it to a person: " + IncidentsPage.line(item.detail());
            case DRAWN -> "Picked by chance: it stands for all others.";
            case SPLIT -> "The judges do not agree.";
        };
    }

    private static Excerpt excerpt(String text) {
        return Excerpt.of(Visible.text(text), LONGEST);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
