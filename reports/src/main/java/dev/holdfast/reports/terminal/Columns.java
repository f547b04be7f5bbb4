package dev.holdfast.reports.terminal;

import java.util.ArrayList;
import java.util.List;

/// Text by the columns that it takes on a screen: none for combining marks, two for East Asian characters and emoji.
public final class Columns {
    private static final int[][] WIDE = {
        {0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xa000, 0xa4cf},
        {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f},
        {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}
    };

    private Columns() {}

    public static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    /// Exactly that wide: filled up with spaces, or cut with an ellipsis.
    public static String fit(String text, int width, String ellipsis) {
        var missing = width - width(text);
        return missing >= 0
                ? text + " ".repeat(missing)
                : fit(cut(text, width - width(ellipsis)) + ellipsis, width, "");
    }

    /// Lines of at most that width, broken at spaces, or within a word that is longer than a line.
    public static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.strip().split(" +", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
            while (width(line.toString()) > width) {
                var head = cut(line.toString(), width);
                lines.add(head);
                line.delete(0, head.length());
            }
        }
        lines.add(line.toString());
        return List.copyOf(lines);
    }

    private static String cut(String text, int width) {
        var taken = 0;
        var end = 0;
        while (end < text.length()) {
            var character = text.codePointAt(end);
            taken += width(character);
            if (taken > width) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    private static int width(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        for (var range : WIDE) {
            if (character >= range[0] && character <= range[1]) {
                return true;
            }
        }
        return false;
    }
}
