package dev.holdfast.gpu.text;

import org.jspecify.annotations.Nullable;

/// What has been written of one JSON document, as far as it decides what may come next.
///
/// @param state where in a value the text stands
/// @param open  brackets that are still to be closed, the innermost first
/// @param rest  of a word (`true`) or of an escape that is begun
/// @param isKey whether the string that is being written is a key
public record JsonPrefix(State state, @Nullable Open open, String rest, boolean isKey) {
    /// Before anything was written.
    public static final JsonPrefix START = new JsonPrefix(State.VALUE, null, "", false);

    /// What is to come.
    public enum State {
        VALUE,
        FIRST_VALUE,
        FIRST_KEY,
        KEY,
        COLON,
        STRING,
        ESCAPE,
        WORD,
        MINUS,
        ZERO,
        INTEGER,
        POINT,
        FRACTION,
        EXPONENT,
        EXPONENT_SIGN,
        EXPONENT_DIGITS,
        AFTER
    }

    /// Brackets, like a list.
    record Open(boolean object, @Nullable Open within) {}

    /// With more text; null where that can no longer become JSON.
    public @Nullable JsonPrefix with(String text) {
        JsonPrefix prefix = this;
        for (var i = 0; i < text.length() && prefix != null; i++) {
            prefix = prefix.with(text.charAt(i));
        }
        return prefix;
    }

    /// Whether what is written is a whole document.
    public boolean isWhole() {
        return open == null
                && switch (state) {
                    case AFTER, ZERO, INTEGER, FRACTION, EXPONENT_DIGITS -> true;
                    default -> false;
                };
    }

    private @Nullable JsonPrefix with(char c) {
        return switch (state) {
            case STRING -> string(c);
            case ESCAPE -> escape(c);
            case WORD -> rest.charAt(0) != c ? null : rest.length() == 1 ? to(State.AFTER) : word(rest.substring(1));
            case MINUS, ZERO, INTEGER, POINT, FRACTION, EXPONENT, EXPONENT_SIGN, EXPONENT_DIGITS -> number(c);
            default -> isSpace(c) ? this : structure(c);
        };
    }

    private @Nullable JsonPrefix structure(char c) {
        return switch (state) {
            case COLON -> c == ':' ? to(State.VALUE) : null;
            case FIRST_KEY -> c == '}' ? closed() : c == '"' ? key() : null;
            case KEY -> c == '"' ? key() : null;
            case FIRST_VALUE -> c == ']' ? closed() : value(c);
            case VALUE -> value(c);
            case AFTER -> after(c);
            default -> throw new IllegalStateException(state.name());
        };
    }

    private @Nullable JsonPrefix value(char c) {
        return switch (c) {
            case '"' -> to(State.STRING);
            case '{' -> new JsonPrefix(State.FIRST_KEY, new Open(true, open), "", false);
            case '[' -> new JsonPrefix(State.FIRST_VALUE, new Open(false, open), "", false);
            case '-' -> to(State.MINUS);
            case '0' -> to(State.ZERO);
            case 't' -> word("rue");
            case 'f' -> word("alse");
            case 'n' -> word("ull");
            default -> isDigit(c) ? to(State.INTEGER) : null;
        };
    }

    private @Nullable JsonPrefix after(char c) {
        if (open == null) {
            return null;
        }
        if (c == ',') {
            return to(open.object() ? State.KEY : State.VALUE);
        }
        return c == (open.object() ? '}' : ']') ? closed() : null;
    }

    private @Nullable JsonPrefix string(char c) {
        return switch (c) {
            case '"' -> to(isKey ? State.COLON : State.AFTER);
            case '\\' -> new JsonPrefix(State.ESCAPE, open, "", isKey);
            default -> c < ' ' ? null : this;
        };
    }

    private @Nullable JsonPrefix escape(char c) {
        if (rest.isEmpty()) {
            return c == 'u'
                    ? new JsonPrefix(State.ESCAPE, open, "xxxx", isKey)
                    : "\"\\/bfnrt".indexOf(c) >= 0 ? new JsonPrefix(State.STRING, open, "", isKey) : null;
        }
        if (Character.digit(c, 16) < 0) {
            return null;
        }
        return new JsonPrefix(rest.length() == 1 ? State.STRING : State.ESCAPE, open, rest.substring(1), isKey);
    }

    private @Nullable JsonPrefix number(char c) {
        return switch (state) {
            case MINUS -> c == '0' ? to(State.ZERO) : isDigit(c) ? to(State.INTEGER) : null;
            case ZERO -> c == '.' ? to(State.POINT) : isExponent(c) ? to(State.EXPONENT) : ended(c);
            case INTEGER ->
                isDigit(c) ? this : c == '.' ? to(State.POINT) : isExponent(c) ? to(State.EXPONENT) : ended(c);
            case POINT -> isDigit(c) ? to(State.FRACTION) : null;
            case FRACTION -> isDigit(c) ? this : isExponent(c) ? to(State.EXPONENT) : ended(c);
            case EXPONENT ->
                isDigit(c) ? to(State.EXPONENT_DIGITS) : c == '+' || c == '-' ? to(State.EXPONENT_SIGN) : null;
            case EXPONENT_SIGN -> isDigit(c) ? to(State.EXPONENT_DIGITS) : null;
            default -> isDigit(c) ? this : ended(c);
        };
    }

    private @Nullable JsonPrefix ended(char c) {
        return to(State.AFTER).with(c);
    }

    private JsonPrefix key() {
        return new JsonPrefix(State.STRING, open, "", true);
    }

    private JsonPrefix closed() {
        return new JsonPrefix(State.AFTER, open == null ? null : open.within(), "", false);
    }

    private JsonPrefix word(String letters) {
        return new JsonPrefix(State.WORD, open, letters, false);
    }

    private JsonPrefix to(State next) {
        return new JsonPrefix(next, open, "", false);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isExponent(char c) {
        return c == 'e' || c == 'E';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
