package dev.holdfast.baselines.text;

import java.util.List;

/// About how long a text is, as one more word of it: a terser agent is a changed agent.
final class LengthBand {
    private LengthBand() {}

    static boolean is(String word) {
        return word.length() > 2 && word.startsWith("(") && word.endsWith(")");
    }

    /// The number of words between two powers of two: `(8 to 15 words)`. No text can say this by itself,
    /// because its own words hold no parentheses.
    static String of(List<String> tokens) {
        var words = (int) tokens.stream()
                .filter(token -> token.codePoints().anyMatch(Character::isLetterOrDigit))
                .count();
        if (words <= 1) {
            return words == 0 ? "(no words)" : "(1 word)";
        }
        var from = Integer.highestOneBit(words);
        return "(%d to %d words)".formatted(from, 2 * from - 1);
    }
}
