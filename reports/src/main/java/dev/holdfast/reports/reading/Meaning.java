package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What a verdict means for the reader, and what there is to do.
///
/// @param gate     what a gate does with it
/// @param sentence why
/// @param next     steps, the first one first
public record Meaning(String gate, String sentence, List<String> next) {

    /// Said wherever the certificate itself is thin.
    public static final String PROVISIONAL =
            "The baseline is provisional: too few runs were certified to rely on it. Certify more runs.";

    public static Meaning of(Evaluation evaluation) {
        if (evaluation.isEmpty()) {
            return nothingDecided(evaluation);
        }
        return switch (evaluation.verdict()) {
            case PASS -> pass(evaluation);
            case FAIL -> fail(evaluation);
            case INCONCLUSIVE -> inconclusive(evaluation);
            case ERROR -> error(evaluation);
        };
    }

    /// The words that a person reads first.
    public static String word(Evaluation evaluation) {
        if (evaluation.isEmpty()) {
            return "Nothing decided";
        }
        return switch (evaluation.verdict()) {
            case PASS -> "Passed";
            case FAIL -> "Failed";
            case INCONCLUSIVE -> "Not enough evidence";
            case ERROR -> "Could not measure";
        };
    }

    private static Meaning nothingDecided(Evaluation evaluation) {
        var compared = evaluation.coverage().common() > 0;
        return compared
                ? new Meaning(
                        "The gate stays closed.",
                        "No promise counts yet: all of them are only observed.",
                        List.of("Let at least one promise warn or enforce, and certify it."))
                : new Meaning(
                        "The gate stays closed.",
                        "Nothing was compared: the run and the baseline have no task in common.",
                        List.of("Check that the run, the baseline and the pact belong together."));
    }

    private static Meaning pass(Evaluation evaluation) {
        var troubled = Reading.of(evaluation).stream()
                .filter(reading -> reading.standing() != Standing.KEPT)
                .count();
        var sentence = "Every enforced promise is shown to be kept."
                + (troubled == 0
                        ? ""
                        : " Of the promises that do not decide, " + troubled + " " + (troubled == 1 ? "is" : "are")
                                + " not.");
        var next = troubled == 0
                ? List.of("Nothing has to be done.")
                : List.of("Look at the promises that are not kept before they are enforced.");
        return new Meaning("The gate opens.", sentence, next);
    }

    private static Meaning fail(Evaluation evaluation) {
        var broken = Reading.of(evaluation).stream()
                .filter(reading -> reading.denies() && reading.standing() == Standing.BROKEN)
                .toList();
        var confirmed = broken.stream().anyMatch(Reading::confirmed);
        var certainty = confirmed
                ? " The whole 95 % interval lies beyond the limit, so automatic action may follow."
                : evaluation.provisional()
                        ? " Nothing automatic acts on it, because the baseline is provisional."
                        : " The interval still touches the limit, so nothing automatic acts on it.";
        var next = new ArrayList<String>();
        next.add("Look at the slices and the flipped tasks: they show where it broke.");
        if (!evaluation.baseline().models().equals(evaluation.candidate().models())) {
            next.add("Another model answered. Pin "
                    + names(evaluation.baseline().models()) + " to go back to what was certified.");
        }
        next.add("If the change is wanted, certify the new behaviour.");
        return new Meaning(
                "The gate stays closed.",
                enforced(broken.size(), "shown to be broken.") + certainty,
                List.copyOf(next));
    }

    private static Meaning inconclusive(Evaluation evaluation) {
        if (hasGaps(evaluation)) {
            return new Meaning(
                    "The gate stays closed.",
                    "The run and the baseline have too few tasks in common to compare them.",
                    List.of("Finish the run, or certify the golden tasks as they are now."));
        }
        var open = Reading.of(evaluation).stream().filter(Reading::denies).count();
        var more = moreReplays(evaluation);
        var enough = more.isPresent()
                ? " About " + Figures.plural(more.getAsInt(), "more replay") + " would probably decide it."
                : "";
        var next = more.isPresent()
                ? "Replay " + Figures.count(more.getAsInt()) + " more times, or add golden tasks."
                : "Replay more, or add golden tasks.";
        return new Meaning(
                "The gate stays closed, unless it is told to open without evidence (--on-inconclusive allow).",
                enforced(open, "neither shown to be kept nor shown to be broken.") + enough,
                List.of(next, "Until then this is no sign of a change, and no sign against one."));
    }

    private static boolean hasGaps(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> Reading.of(finding).denies())
                .anyMatch(finding -> finding instanceof Finding.NotMeasured(var _, var _, var cause)
                        && cause == Finding.NotMeasured.Cause.MISSING_TASKS);
    }

    private static Meaning error(Evaluation evaluation) {
        var coverage = evaluation.coverage();
        var failed = coverage.failedReplays() == 0
                ? ""
                : " " + Figures.count(coverage.failedReplays()) + " of " + Figures.plural(coverage.replays(), "replay")
                        + " gave no answer.";
        return new Meaning(
                "The gate stays closed.",
                "It could not be measured, which says nothing about how the agent behaves." + failed,
                List.of(
                        "Check that the agent, and the judges if there are any, can be reached.",
                        "Then replay again."));
    }

    private static String enforced(long number, String what) {
        return Figures.plural(number, "enforced promise") + (number == 1 ? " is " : " are ") + what;
    }

    private static OptionalInt moreReplays(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> Reading.of(finding).denies())
                .filter(Finding.Inconclusive.class::isInstance)
                .map(Finding.Inconclusive.class::cast)
                .map(Finding.Inconclusive::moreReplays)
                .flatMapToInt(OptionalInt::stream)
                .max();
    }

    private static String names(List<String> models) {
        return models.isEmpty() ? "the certified model" : String.join(", ", models);
    }
}
