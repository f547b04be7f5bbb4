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
import java.util.regex.Pattern;

/// One secret value in all the spellings in which it may come back.
final class Disguises {
    /// Shorter values are words and numbers that stand in innocent answers too; no key is so short.
    private static final int SHORTEST = 6;

    private static final Pattern URL_HEX = Pattern.compile("%[0-9A-F]{2}");

    private final String value;
    private final String reference;
    private final List<String> spellings;

    private Disguises(String value, String reference, List<String> spellings) {
        this.value = value;
        this.reference = reference;
        this.spellings = spellings;
    }

    static Disguises of(String value, String reference) {
        return new Disguises(value, reference, value.length() < SHORTEST ? List.of() : spellings(value));
    }

    boolean hides(String other) {
        return value.equals(other);
    }

    String redact(String text) {
        var redacted = text;
        for (var spelling : spellings) {
            redacted = redacted.replace(spelling, reference);
        }
        return redacted;
    }

    /// The longest first, so that none is cut in two by one that is part of it.
    private static List<String> spellings(String value) {
        var all = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        all.add(value);
        var json = Json.line(value);
        all.add(json.substring(1, json.length() - 1));
        all.add(json.substring(1, json.length() - 1).replace("/", "\\/"));
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
