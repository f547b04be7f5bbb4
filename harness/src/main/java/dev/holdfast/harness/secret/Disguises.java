package dev.holdfast.harness.secret;

import dev.holdfast.schema.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One secret value in all the spellings in which it may come back.
final class Disguises {
    /// Shorter values are words and numbers that stand in innocent answers too; no key is so short.
    private static final int SHORTEST = 6;

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private static final Pattern URL_HEX = Pattern.compile("%[0-9A-F]{2}");

    private final String value;
    private final String reference;
    private final List<String> spellings;
    private final Pattern escaped;

    private Disguises(String value, String reference, List<String> spellings, Pattern escaped) {
        this.value = value;
        this.reference = reference;
        this.spellings = spellings;
        this.escaped = escaped;
    }

    static Disguises of(String value, String reference) {
        return value.length() < SHORTEST
                ? new Disguises(value, reference, List.of(), NOTHING)
                : new Disguises(value, reference, spellings(value), escaped(value));
    }

    boolean hides(String other) {
        return value.equals(other);
    }

    String redact(String text) {
        var redacted = text;
        for (var spelling : spellings) {
            redacted = redacted.replace(spelling, reference);
        }
        return escaped.matcher(redacted).replaceAll(Matcher.quoteReplacement(reference));
    }

    /// As a text within a text within a text of JSON, however often, and however a server escapes.
    private static Pattern escaped(String value) {
        return Pattern.compile(value.chars()
                .mapToObj(character -> escapedOrNot((char) character))
                .collect(Collectors.joining()));
    }

    /// Bounded, because the text is somebody else's.
    private static String escapedOrNot(char character) {
        var plain = switch (character) {
            case '"', '/' -> "\\\\{0,16}" + character;
            case '\\' -> "\\\\{1,32}";
            case '\n' -> "\n|\\\\{1,16}n";
            case '\r' -> "\r|\\\\{1,16}r";
            case '\t' -> "\t|\\\\{1,16}t";
            default -> Pattern.quote(String.valueOf(character));
        };
        return "(?:%s|\\\\{1,16}u(?i:%04x))".formatted(plain, (int) character);
    }

    /// The longest first, so that none is cut in two by one that is part of it.
    private static List<String> spellings(String value) {
        var all = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        all.add(value);
        var json = Json.line(value);
        all.add(json.substring(1, json.length() - 1));
        var url = URLEncoder.encode(value, StandardCharsets.UTF_8);
        for (var encoded : List.of(url, url.replace("+", "%20"))) {
            all.add(encoded);
            all.add(URL_HEX.matcher(encoded).replaceAll(match -> match.group().toLowerCase(Locale.ROOT)));
        }
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        all.add(HexFormat.of().formatHex(bytes));
        all.add(HexFormat.of().withUpperCase().formatHex(bytes));
        for (int offset = 0; offset < 3; offset++) {
            all.add(base64(Base64.getEncoder(), bytes, offset));
            all.add(base64(Base64.getUrlEncoder(), bytes, offset));
        }
        return List.copyOf(all);
    }

    /// The characters of a base64 text that depend on the value alone, when it begins so many bytes into a group of
    /// three.
    private static String base64(Base64.Encoder encoder, byte[] value, int offset) {
        var padded = new byte[offset + value.length];
        System.arraycopy(value, 0, padded, offset, value.length);
        var encoded = encoder.withoutPadding().encodeToString(padded);
        var first = (offset * 8 + 5) / 6;
        var end = padded.length * 8 / 6;
        return encoded.substring(first, end);
    }
}
