package dev.holdfast.reports.reading;

import java.util.Optional;

/// The beginning of a text, and how many characters were left off.
public record Excerpt(String text, int hidden) {
    private static final String ELLIPSIS = "…";

    public static Excerpt of(String text, int longest) {
        if (text.length() <= longest) {
            return new Excerpt(text, 0);
        }
        var end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return new Excerpt(text.substring(0, end), text.length() - end);
    }

    /// The text on its own, with an ellipsis where it was cut.
    public static String brief(String text, int longest) {
        var excerpt = of(text, longest);
        return excerpt.hidden() == 0 ? text : excerpt.text() + ELLIPSIS;
    }

    /// Says that the text goes on.
    public Optional<String> note() {
        return hidden == 0
                ? Optional.empty()
                : Optional.of("… and " + Figures.plural(hidden, "more character") + "; all of it is in the run");
    }
}
