package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Coverage;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.pact.Mode;
import java.util.List;
import java.util.Locale;

/// The one sentence that an evaluation opens with.
final class Headline {
    private final List<Finding> enforced;
    private final Coverage coverage;

    Headline(List<Finding> findings, Coverage coverage) {
        this.enforced = findings.stream()
                .filter(finding -> finding.promised().mode() == Mode.ENFORCE)
                .toList();
        this.coverage = coverage;
    }

    String text() {
        var text = first(Finding.Broken.class, "broken");
        if (text.isEmpty()) {
            text = first(Finding.NotMeasured.class, "not measured");
        }
        if (text.isEmpty()) {
            text = first(Finding.Inconclusive.class, "undecided");
        }
        if (!text.isEmpty()) {
            return text;
        }
        return enforced.isEmpty()
                ? "No promise of this pact is enforced, so nothing was decided."
                : String.format(
                        Locale.ROOT,
                        "%s, on %,d %s.",
                        count(enforced.size()),
                        coverage.common(),
                        coverage.common() == 1 ? "task" : "tasks");
    }

    private static String count(int promises) {
        return promises == 1 ? "The promise is shown to be kept" : "All " + promises + " promises are shown to be kept";
    }

    private String first(Class<? extends Finding> kind, String word) {
        var findings = enforced.stream().filter(kind::isInstance).toList();
        if (findings.isEmpty()) {
            return "";
        }
        var sentence = capitalised(findings.getFirst().sentence());
        var rest = findings.size() - 1;
        return rest == 0
                ? sentence
                : sentence + " " + rest + " more " + (rest == 1 ? "promise is " : "promises are ") + word + ".";
    }

    private static String capitalised(String sentence) {
        var first = sentence.codePointAt(0);
        return Character.toString(Character.toUpperCase(first)) + sentence.substring(Character.charCount(first));
    }
}
