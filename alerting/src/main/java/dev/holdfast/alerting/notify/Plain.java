package dev.holdfast.alerting.notify;

import java.util.function.IntFunction;

/// Text for messages: on one line, without characters that hide or steer, and short enough.
public final class Plain {
    private static final String MORE = "…";

    private Plain() {}

    /// On one line. What cannot be seen becomes a space.
    public static String line(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints().forEach(character -> line.appendCodePoint(isSeen(character) ? character : ' '));
        return line.toString().strip().replaceAll(" {2,}", " ");
    }

    /// The beginning, at most so many characters (code points) long.
    public static String line(String text, int longest) {
        return fit(line(text), longest, Character::toString);
    }

    /// The beginning whose encoded form has at most so many characters, and never half of an encoded one.
    public static String fit(String text, int longest, IntFunction<String> encoding) {
        var fitted = new StringBuilder();
        var room = longest;
        var characters = text.codePoints().toArray();
        for (var i = 0; i < characters.length; i++) {
            var encoded = encoding.apply(characters[i]);
            var size = encoded.codePointCount(0, encoded.length());
            if (size > room - (i == characters.length - 1 ? 0 : 1)) {
                return fitted.append(MORE).toString();
            }
            fitted.append(encoded);
            room -= size;
        }
        return fitted.toString();
    }

    private static boolean isSeen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
