package dev.holdfast.harness.score;

/// Something that a text states and that can be looked up: a number, an id, a date, an address or a name.
///
/// @param text in the one spelling of its kind, so that equal facts are equal
record Fact(Kind kind, String text) {
    enum Kind {
        ADDRESS,
        DATE,
        ID,
        NUMBER,
        NAME
    }
}
