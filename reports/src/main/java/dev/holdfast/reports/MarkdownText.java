package dev.holdfast.reports;

import dev.holdfast.reports.reading.Excerpt;

/// Visible text as Markdown that says the same and does nothing else: no markup, no link, no mention, no table cell.
///
/// Signs that Markdown gives a meaning are written as character references, which never have one. Hosts also look for
/// mentions, issues, addresses and emoji in the text that comes out, so an invisible joiner breaks these up.
final class MarkdownText {
    private static final String SIGNS = "\\`*_{}[]#|<>&~$";
    private static final String JOINER = "\u2060";

    /// Text is searched for mentions and addresses piece by piece, so the sign becomes a piece of its own.
    private static final String AT = "<span>@</span>" + JOINER;

    private static final int LONGEST_NAME = 160;
    private static final int LONGEST_SENTENCE = 600;

    private MarkdownText() {}

    /// Of a name that may be long, its beginning.
    static String brief(String visible) {
        return Excerpt.brief(visible, LONGEST_NAME);
    }

    /// A sentence that may hold long names, as prose.
    static String sentence(String visible) {
        return prose(Excerpt.brief(visible, LONGEST_SENTENCE));
    }

    /// In a sentence, a table cell or a list item.
    static String prose(String visible) {
        var broken = visible.replace('\n', ' ')
                .replaceAll(":(?=//)|(?i)(?<=mailto|xmpp):", ":" + JOINER)
                .replaceAll("(?i)www\\.", "www" + JOINER + ".")
                .replaceAll("(?<=[#!~%^&$])(?=\\d)", JOINER)
                .replaceAll("(?i)\\b(GH|GL)-(?=\\d)", "$1-" + JOINER)
                .replaceAll(":(?=[a-z0-9_+-]+:)", ":" + JOINER);
        return leading(escaped(broken.strip())).replace("@", AT);
    }

    /// The name of something: a task, a model, a tag.
    static String name(String visible) {
        return visible.matches("[A-Za-z0-9][A-Za-z0-9 ._/-]*")
                ? "`" + visible + "`"
                : "<code>" + prose(visible) + "</code>";
    }

    /// A block of its own, closed by a fence that the text does not hold.
    static String block(String visible) {
        var longest = java.util.regex.Pattern.compile("`+")
                .matcher(visible)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
        var fence = "`".repeat(Math.max(3, longest + 1));
        return fence + "text\n" + visible + "\n" + fence + "\n";
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 32);
        text.codePoints().forEach(sign -> {
            if (SIGNS.indexOf(sign) >= 0) {
                escaped.append("&#").append(sign).append(';');
            } else {
                escaped.appendCodePoint(sign);
            }
        });
        return escaped.toString();
    }

    /// At the start of a line these would begin a list or underline a heading.
    private static String leading(String text) {
        return text.replaceFirst("^-", "&#45;")
                .replaceFirst("^\\+", "&#43;")
                .replaceFirst("^=", "&#61;")
                .replaceFirst("^(\\d+)\\.", "$1&#46;")
                .replaceFirst("^(\\d+)\\)", "$1&#41;");
    }
}
