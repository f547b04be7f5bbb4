package dev.holdfast.harness.judge;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// Text of unknown origin as a judge may read it: nothing in it is hidden, and nothing looks like a mark of ours
/// or like the tokens by which models tell whose turn it is.
///
/// The words themselves stay: a judge has to see what it judges, attempts to talk to it among it.
final class Plain {
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cf}\\p{Cc}\\p{Co}\\p{Cs}\\p{Cn}\\x{E0100}-\\x{E01EF}&&[^\\n\\t]]");
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|[\\u0085\\u2028\\u2029\\x0b\\x0c]");

    /// `[[…]]`, `<|…|>`, `<<SYS>>`, `[INST]`, `<start_of_turn>` and their like.
    private static final Pattern MARKS = Pattern.compile(
            "(?i)\\[(?=\\[|/?INST)|(?<=\\[)\\[|\\](?=\\])|(?<=\\])\\]|<(?=\\||<|/?(?:s|start_of_turn|end_of_turn|system|user|assistant)>)|(?<=\\|)>");

    private Plain() {}

    static String text(String text) {
        var lines = LINE_ENDS
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("\n");
        var seen = HIDDEN.matcher(lines)
                .replaceAll(hidden -> "(U+%04X)".formatted(hidden.group().codePointAt(0)));
        return MARKS.matcher(seen).replaceAll(mark -> switch (mark.group().charAt(0)) {
            case '[' -> "(";
            case ']' -> ")";
            case '<' -> "(";
            default -> ")";
        });
    }
}
