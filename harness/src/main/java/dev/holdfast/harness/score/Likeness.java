package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.pact.Metric.Ignore;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// When two values are the same to a metric.
///
/// Numbers are compared as numbers (3 is 3.0, and so is the text `3` where a number is expected), objects and
/// arrays part by part, everything else as text. Texts are compared in Unicode's composed form and without the
/// differences to ignore: `space` takes all white space away; `punctuation` takes every mark away, except the point
/// and the minus that belong to a number.
record Likeness(Set<Ignore> ignored) {
    boolean same(JsonNode value, JsonNode ideal) {
        var one = asKindOf(ideal, value);
        var other = asKindOf(value, ideal);
        if (one.isContainerNode() && other.isContainerNode()) {
            return other.equals(this::compare, one);
        }
        return compare(one, other) == 0;
    }

    /// Of an array, one of the elements contains the ideal; of an ideal that is an array, all elements are
    /// contained.
    boolean contains(JsonNode value, JsonNode ideal) {
        if (ideal.isArray()) {
            return elements(ideal).allMatch(each -> contains(value, each));
        }
        if (value.isArray()) {
            return elements(value).anyMatch(each -> contains(each, ideal));
        }
        return reduced(JsonText.of(value)).contains(reduced(JsonText.of(ideal)));
    }

    /// Whether every text contains this.
    boolean isNothing(JsonNode ideal) {
        return ideal.isNull()
                || (ideal.isArray()
                        ? elements(ideal).allMatch(this::isNothing)
                        : reduced(JsonText.of(ideal)).isEmpty());
    }

    /// A whole answer is text even where it spells a number or an object; it is read as what it is compared with.
    private static JsonNode asKindOf(JsonNode model, JsonNode value) {
        if (!value.isTextual() || model.isTextual()) {
            return value;
        }
        return JsonText.inFence(value.textValue())
                .filter(read -> read.getNodeType() == model.getNodeType())
                .orElse(value);
    }

    private int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.isIntegralNumber() && other.isIntegralNumber()
                    ? one.bigIntegerValue().compareTo(other.bigIntegerValue())
                    : compareDecimals(one, other);
        }
        return reduced(JsonText.of(one)).compareTo(reduced(JsonText.of(other)));
    }

    /// What is beyond a double is read as infinite, and of two such nobody knows whether they are the same.
    private static int compareDecimals(JsonNode one, JsonNode other) {
        return Double.isFinite(one.doubleValue()) && Double.isFinite(other.doubleValue())
                ? one.decimalValue().compareTo(other.decimalValue())
                : 1;
    }

    private String reduced(String text) {
        var reduced = Normalizer.normalize(text, Normalizer.Form.NFC);
        if (ignored.contains(Ignore.CASE)) {
            // both ways, for the letters that have one form in one case and two in the other
            reduced = reduced.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        }
        return ignored.contains(Ignore.SPACE) || ignored.contains(Ignore.PUNCTUATION) ? without(reduced) : reduced;
    }

    private String without(String text) {
        var kept = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            var point = text.codePointAt(at);
            var dropped = (ignored.contains(Ignore.SPACE) && isSpace(point))
                    || (ignored.contains(Ignore.PUNCTUATION) && isPunctuation(point) && !isOfNumber(text, at));
            if (!dropped) {
                kept.appendCodePoint(point);
            }
        }
        return kept.toString();
    }

    private static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    private static boolean isPunctuation(int point) {
        return switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /// 3.5 is not 35 and -5 is not 5, whatever is ignored.
    private static boolean isOfNumber(String text, int at) {
        var digitAfter = at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
        var before = at == 0 ? ' ' : text.charAt(at - 1);
        return switch (text.charAt(at)) {
            case '.' -> digitAfter && Character.isDigit(before);
            case '-' -> digitAfter && !Character.isLetterOrDigit(before);
            default -> false;
        };
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
