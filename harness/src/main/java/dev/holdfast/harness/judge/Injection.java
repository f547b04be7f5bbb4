package dev.holdfast.harness.judge;

import com.google.re2j.Pattern;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/// Does an answer talk to its judge?
///
/// A list of phrases and forms, so it neither finds all attempts nor proves one: what it finds is counted and
/// shown, for a person to look at. It moves no score.
public final class Injection {
    private static final List<Pattern> SIGNS = List.of(
            Pattern.compile(
                    "\\b(?:ignore|disregard|forget|override)\\b.{0,40}\\b(?:above|previous|prior|earlier|all|any|the|your) .{0,30}\\b(?:instructions?|rules?|rubrics?|prompts?|criteria|guidelines)"),
            Pattern.compile(
                    "\\b(?:judge|grader|evaluator|rater|scorer|reviewer|grading model|evaluation model)s?\\b.{0,60}\\b(?:must|should|please|say|output|respond|reply|return|assign|give|select|choose|mark|rate|pick|vote)\\b"),
            Pattern.compile(
                    "\\b(?:give|assign|award|rate|grade|score|mark|label|return|output|respond with|reply with|say|answer)\\b.{0,40}\\b(?:10 ?/ ?10|10 out of|100|5 ?/ ?5|full marks|the highest|maximum|top (?:score|marks|grade)|perfect)\\b"),
            Pattern.compile(
                    "\\b(?:score|verdict|rating|grade|label|judge?ment|vote)\\b[\"'*` ]{0,4}(?::|is)[\"'*` ]{0,4}(?:10|100|5|yes|right|correct|pass|good|first|second|perfect|excellent)\\b"),
            Pattern.compile(
                    "\\b(?:the|this|my) (?:correct |right |proper |final )(?:label|verdict|grade|rating|vote)\\b"),
            Pattern.compile(
                    "(?:^|\\n)\\s*(?:#+ *|\\*\\*)?(?:system|developer|assistant|new instructions?|instructions?|rubric|end of (?:the )?(?:answer|data))(?:\\*\\*)? ?(?:message|prompt|note|update|override)?:"),
            Pattern.compile(
                    "\\[\\[ ?/?(?:begin|end)\\b|\\bend (?:of )?(?:the )?(?:answer|data)\\b|</?(?:answer|data|system|instructions?|user|assistant|rubric|untrusted)>|<\\|[a-z_]+\\|>|\\[/?inst\\]|<</?sys>>|<(?:start|end)_of_turn>"),
            Pattern.compile(
                    "\\b(?:you are|act|pretend|behave) (?:now |as )(?:a |an |the )?(?:judge|grader|evaluator|lenient|generous|different|helpful|new)\\b"),
            Pattern.compile(
                    "\\b(?:rubric|grading|evaluation|judging) (?:has|have|was|is|rules?|criteria)\\b.{0,40}\\b(?:changed|updated|replaced|suspended|over|complete|void|now)\\b"));
    private static final java.util.regex.Pattern SMUGGLED =
            java.util.regex.Pattern.compile("[\\x{E0000}-\\x{E01EF}\\u202A-\\u202E\\u2066-\\u2069]");

    private Injection() {}

    public static boolean isSuspected(String answer) {
        var plain = Normalizer.normalize(answer, Normalizer.Form.NFKC)
                .replaceAll("[\\p{Cf}&&[^\\n]]", "")
                .replace('\u2019', '\'')
                .toLowerCase(Locale.ROOT);
        return SMUGGLED.matcher(answer).find()
                || SIGNS.stream().anyMatch(sign -> sign.matcher(plain).find());
    }
}
