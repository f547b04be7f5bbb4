package dev.holdfast.baselines.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The beginning of a text as words: runs of letters and digits in lower case, runs of other signs, and
/// characters of scripts that do not divide words, each on its own.
final class Tokens {
    /// Of a text, in characters. What an answer is like shows early, and the work must stay bounded.
    static final int READ = 1_000;

    /// Nobody reads a longer word; this keeps encoded data from filling a report.
    private static final int LONGEST = 30;

    private static final int LONGEST_SIGNS = 3;

    private enum Kind {
        WORD,
        SIGN,
        IDEOGRAPH,
        GAP;

        static Kind of(int character) {
            if (Character.isIdeographic(character)) {
                return IDEOGRAPH;
            }
            if (Character.isLetterOrDigit(character) || Character.getType(character) == Character.NON_SPACING_MARK) {
                return WORD;
            }
            return switch (Character.getType(character)) {
                case Character.CONNECTOR_PUNCTUATION,
                        Character.DASH_PUNCTUATION,
                        Character.START_PUNCTUATION,
                        Character.END_PUNCTUATION,
                        Character.INITIAL_QUOTE_PUNCTUATION,
                        Character.FINAL_QUOTE_PUNCTUATION,
                        Character.OTHER_PUNCTUATION,
                        Character.MATH_SYMBOL,
                        Character.CURRENCY_SYMBOL,
                        Character.MODIFIER_SYMBOL,
                        Character.OTHER_SYMBOL -> SIGN;
                default -> GAP;
            };
        }
    }

    private final List<String> tokens = new ArrayList<>();
    private final StringBuilder token = new StringBuilder();
    private Kind kind = Kind.GAP;

    private Tokens() {}

    static List<String> of(String text) {
        var tokens = new Tokens();
        var characters = text.codePoints().limit(READ).toArray();
        for (var i = 0; i < characters.length; i++) {
            tokens.read(characters[i], i + 1 < characters.length ? characters[i + 1] : ' ');
        }
        tokens.close();
        return List.copyOf(tokens.tokens);
    }

    private void read(int character, int next) {
        var here = Kind.of(character);
        // an apostrophe inside a word belongs to it: don't
        if (isApostrophe(character) && kind == Kind.WORD && Kind.of(next) == Kind.WORD) {
            here = Kind.WORD;
        }
        if (here != kind || here == Kind.IDEOGRAPH) {
            close();
            kind = here;
        }
        if (here != Kind.GAP && token.length() < (here == Kind.SIGN ? LONGEST_SIGNS : LONGEST)) {
            token.appendCodePoint(character);
        }
    }

    private void close() {
        if (!token.isEmpty()) {
            tokens.add(token.toString().toLowerCase(Locale.ROOT));
            token.setLength(0);
        }
    }

    private static boolean isApostrophe(int character) {
        return character == '\'' || character == '\u2019';
    }
}
