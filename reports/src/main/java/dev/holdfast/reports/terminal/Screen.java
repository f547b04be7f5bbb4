package dev.holdfast.reports.terminal;

import java.util.Map;
import java.util.stream.Collectors;

/// What text is printed on.
///
/// @param colour  whether it understands ANSI colours
/// @param unicode whether it shows more than ASCII
public record Screen(boolean colour, boolean unicode) {
    /// A log: no colours.
    public static final Screen LOG = new Screen(false, true);

    private static final Map<Integer, String> ASCII = Map.ofEntries(
            Map.entry((int) '−', "-"),
            Map.entry((int) '–', "-"),
            Map.entry((int) '—', "-"),
            Map.entry((int) '…', ".."),
            Map.entry((int) '→', "->"),
            Map.entry((int) '✗', "x"),
            Map.entry((int) '✓', "+"),
            Map.entry((int) '⏎', "/"),
            Map.entry((int) '⟨', "<"),
            Map.entry((int) '⟩', ">"),
            Map.entry((int) '’', "'"),
            Map.entry((int) '‘', "'"),
            Map.entry((int) '“', "\""),
            Map.entry((int) '”', "\""),
            Map.entry((int) '─', "-"),
            Map.entry((int) '●', "o"),
            Map.entry((int) '┊', ":"),
            Map.entry((int) '│', "|"),
            Map.entry((int) '╴', "-"),
            Map.entry(0xa0, " "));

    /// A tone of voice.
    public enum Ink {
        BAD("31"),
        GOOD("32"),
        OPEN("33"),
        FAULT("35"),
        STRONG("1"),
        SOFT("2");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /// Text of unknown origin, visible already: build servers take orders from lines such as `::stop-commands::x` and
    /// `##vso[…]`, so these are broken up.
    public String text(String visible) {
        return glyphs(visible.replaceAll(":(?=:)", ": ").replaceAll("#(?=#)", "# "));
    }

    /// Our own text, in the characters that the screen has.
    public String glyphs(String text) {
        if (unicode) {
            return text;
        }
        return text.codePoints().mapToObj(Screen::ascii).collect(Collectors.joining());
    }

    /// Coloured, where the screen has colours.
    public String ink(Ink ink, String text) {
        return colour ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }

    private static String ascii(int character) {
        return character < 0x80 ? Character.toString(character) : ASCII.getOrDefault(character, "?");
    }
}
