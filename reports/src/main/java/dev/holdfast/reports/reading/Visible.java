package dev.holdfast.reports.reading;

import dev.holdfast.schema.run.Untrusted;
import java.util.Set;

/// Text of unknown origin in which nothing is hidden: what a reader can't see, or what steers a screen, is spelt out.
///
/// This is no escaping: every format still escapes for itself. What comes out is legal in XML 1.0.
public final class Visible {
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE = 0x7f;
    private static final int DELETE_PICTURE = 0x2421;

    /// Format characters that scripts and emoji need: joiners, and the signs that enclose Arabic, Syriac and Kaithi
    /// numbers.
    private static final Set<Integer> NEEDED = Set.of(
            0x200c, 0x200d, 0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6dd, 0x70f, 0x890, 0x891, 0x8e2, 0x110bd,
            0x110cd);

    private Visible() {}

    /// The one way in which untrusted text gets into a report. Keeps line ends and tabs.
    public static String text(Untrusted text) {
        return text(text.raw());
    }

    /// Keeps line ends and tabs.
    public static String text(String text) {
        var visible = new StringBuilder(text.length() + 16);
        text.replace("\r\n", "\n").codePoints().forEach(character -> append(visible, character));
        return visible.toString();
    }

    /// On one line: a line end becomes `⏎`.
    public static String line(String text) {
        return text(text.strip()).replaceAll("\\s*\\n\\s*", " ⏎ ").replace('\t', ' ');
    }

    private static void append(StringBuilder visible, int character) {
        if (character == '\n' || character == '\t') {
            visible.appendCodePoint(character);
        } else if (character < ' ') {
            visible.appendCodePoint(CONTROL_PICTURES + character);
        } else if (character == DELETE) {
            visible.appendCodePoint(DELETE_PICTURE);
        } else if (isHidden(character)) {
            visible.append("⟨U+%04X⟩".formatted(character));
        } else {
            visible.appendCodePoint(character);
        }
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SURROGATE, Character.UNASSIGNED -> true;
            case Character.FORMAT -> !NEEDED.contains(character);
            default -> isSmuggler(character);
        };
    }

    /// The variation selectors beyond the first sixteen show nothing, and have carried whole messages past readers.
    private static boolean isSmuggler(int character) {
        return character >= 0xe0100 && character <= 0xe01ef;
    }
}
