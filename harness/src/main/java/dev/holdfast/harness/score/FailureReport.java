package dev.holdfast.harness.score;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;

/// Whether a text says, in English, that something could not be looked up.
///
/// It is a list of phrases: what an agent could not do, what did not work, and what it did not get. Where another
/// language or a finer judgement is needed, a judge is.
final class FailureReport {
    private static final int LONGEST = 20_000;

    /// Up to so much may stand between the parts of a phrase, within one sentence.
    private static final String NEAR = "[^.!?;]{0,80}?";

    private static final List<Pattern> PHRASES = List.of(
                    "(?:\\b(?:could not|couldn't|cannot|can't|can not|unable to|not (?:been )?able to|failed to|not possible to)|n't (?:been )?able to)\\b"
                            + NEAR
                            + "\\b(?:look|find|get|fetch|retriev|access|reach|check|confirm|verif|determin|load|read|obtain|connect"
                            + "|complet|tell|provid|see|locat|pull|answer|process|say|know)",
                    "\\b(?:tools?|systems?|services?|look-?ups?|databases?|apis?|servers?|requests?|quer(?:y|ies)|calls?|search(?:es)?"
                            + "|connections?|backend|sources?|responses?|results?|records?|data)\\b" + NEAR
                            + "\\b(?:fail(?:s|ed|ing|ure)?|errors?|errored|unavailable|not available|(?:not|n't) respond(?:ing)?|(?:not|n't) answer(?:ing)?"
                            + "|timed? ?out|down|offline|broken|(?:not|n't) work(?:ing)?|unreachable|malformed|incomplete|invalid|empty|corrupt(?:ed)?"
                            + "|unusable|missing|cut off|trouble|problems?|issues?)\\b",
                    "\\b(?:errors?|fail(?:ed|ure)|problems?|issues?|trouble|difficult(?:y|ies)|outage)\\b" + NEAR
                            + "\\b(?:tools?|systems?|services?|look-?ups?|looking|databases?|apis?|servers?|retriev\\w*|access\\w*|reach\\w*)\\b",
                    "\\b(?:timed out|time-?outs?|temporarily unavailable|technical (?:issues?|problems?|difficult(?:y|ies))|internal error)\\b",
                    "\\b(?:returned|received|got|gave|came back with)\\b" + NEAR
                            + "\\b(?:nothing|empty|no (?:data|answer|result|information|response)|an error|incomplete|invalid|malformed|unusable)\\b",
                    "\\bno (?:reliable |usable |valid |current |further )?(?:information|data|details|answer|response|results?) (?:is |was |were |are )?(?:available|returned|found|on|about|from|for)\\b",
                    "\\b(?:do not|don't|did not|didn't) (?:currently )?(?:have|know|get|receive|find)\\b" + NEAR
                            + "\\b(?:information|data|details|answer|response|status|access|record|it|that|result|where|when|what|whether)",
                    "\\btry (?:it |this |that )?again (?:later|in |shortly|soon)")
            .stream()
            .map(Pattern::compile)
            .toList();

    private FailureReport() {}

    static boolean isIn(String text) {
        var plain = text.substring(0, Math.min(text.length(), LONGEST))
                .replaceAll("[\u2018\u2019\u02bc`\u00b4]", "'")
                .replaceAll("[\\s_]+", " ")
                .toLowerCase(Locale.ROOT);
        return PHRASES.stream().anyMatch(phrase -> phrase.matcher(plain).find());
    }
}
