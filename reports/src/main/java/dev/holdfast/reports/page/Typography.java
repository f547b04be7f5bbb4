package dev.holdfast.reports.page;

import java.util.regex.Pattern;

/// Keeps a number and its unit, and both ends of an interval, on one line.
final class Typography {
    private static final Pattern BEFORE_A_UNIT =
            Pattern.compile("(?<=\\d) (?=(?:%|points?|ms|s|USD)(?![\\p{L}\\p{N}]))");
    private static final String NO_BREAK_SPACE = "\u00a0";

    private Typography() {}

    static String set(String sentence) {
        return BEFORE_A_UNIT
                .matcher(sentence)
                .replaceAll(NO_BREAK_SPACE)
                .replace(" … ", NO_BREAK_SPACE + "…" + NO_BREAK_SPACE);
    }
}
