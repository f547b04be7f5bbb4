package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a comparison of answers says to a person. The words are the agent's own and only ever text.
final class AnswerWording {
    private static final int MOST_WORDS = 3;

    private final String subject;
    private final Comparison.Distribution evidence;

    AnswerWording(String subject, Comparison.Distribution evidence) {
        this.subject = subject;
        this.evidence = evidence;
    }

    String broken() {
        return subject + " are not what they were (" + chance(evidence.adjustedP()) + ")" + explanation() + ".";
    }

    String kept() {
        return subject + " cannot be told from the certified ones (" + chance(evidence.adjustedP()) + ")"
                + evidence.likeness().map(AnswerWording::alike).orElse("") + ".";
    }

    String inconclusive(OptionalInt more) {
        return subject + " show no change (" + chance(evidence.adjustedP())
                + "), which does not show that there is none"
                + evidence.likeness()
                        .map(likeness -> alike(likeness) + advice(more))
                        .orElse(": certify at least two answers to every task, so that it is known how much they differ"
                                + " by themselves")
                + ".";
    }

    private static String advice(OptionalInt more) {
        return more.isPresent() ? "; about " + more.getAsInt() + " more replays would decide" : "";
    }

    /// The promise tells what is allowed, so it is said with it.
    private static String alike(Comparison.Likeness likeness) {
        return ": a new and a certified answer to one task agree in %s of their characters, two certified ones in %s; at worst %s points apart, %s count as none"
                .formatted(
                        Unit.SHARE.text(likeness.across()),
                        Unit.SHARE.text(likeness.certified()),
                        points(likeness.worst()),
                        points(likeness.allowed()));
    }

    private String explanation() {
        if (evidence.words().isEmpty()) {
            return evidence.likeness().map(AnswerWording::alike).orElse("");
        }
        var words = evidence.words().get();
        var more = said(words.telling(), words, word -> isMore(word, words));
        var fewer = said(words.telling(), words, word -> !isMore(word, words));
        if (more.isEmpty() && fewer.isEmpty()) {
            return ", but no words tell them apart"
                    + evidence.likeness().map(AnswerWording::alike).orElse("");
        }
        return ": "
                + (more.isEmpty() ? "" : "the candidate's say " + more + " more often")
                + (more.isEmpty() || fewer.isEmpty() ? "" : "; ")
                + (fewer.isEmpty() ? "" : "the certified ones said " + fewer + " more often");
    }

    private static boolean isMore(Comparison.Word word, Comparison.Words words) {
        return (long) word.candidate() * words.certifiedAnswers() > (long) word.certified() * words.candidateAnswers();
    }

    private static String said(
            List<Comparison.Word> telling, Comparison.Words words, Predicate<Comparison.Word> direction) {
        return telling.stream()
                .filter(direction)
                .limit(MOST_WORDS)
                .map(word -> "“%s” (%s of them, certified %s)"
                        .formatted(
                                word.text(),
                                share(word.candidate(), words.candidateAnswers()),
                                share(word.certified(), words.certifiedAnswers())))
                .collect(Collectors.joining(", "));
    }

    private static String share(int some, int of) {
        return String.format(Locale.ROOT, "%.0f %%", of == 0 ? 0 : 100.0 * some / of);
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private static String chance(double p) {
        return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
    }
}
