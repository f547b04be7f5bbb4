package dev.holdfast.service.audit;

/// What may stand in an event. An event is there for good, so it is small, and plain.
final class Bounds {
    private static final int LONGEST = 1_000;
    private static final String WORD = "[a-z][a-z0-9_]{0,63}";
    private static final String WORDS = WORD + "(\\." + WORD + ")+";

    private Bounds() {}

    static void word(String what, String value) {
        if (!value.matches(WORD)) {
            throw new IllegalArgumentException(what + " is a word of a-z, 0-9 and _, not \"" + value + "\"");
        }
    }

    static void words(String what, String value) {
        if (!value.matches(WORDS)) {
            throw new IllegalArgumentException(what + " is written like pact.changed, not \"" + value + "\"");
        }
    }

    static void text(String what, String value) {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException(what + " has 1 to " + LONGEST + " characters, not " + value.length());
        }
    }
}
