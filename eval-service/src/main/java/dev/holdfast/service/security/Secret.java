package dev.holdfast.service.security;

import dev.holdfast.schema.json.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/// The text of a token: `hf_`, 30 letters and digits (178 bits), and a checksum that secret scanners can verify.
///
/// It is shown once. At rest there is its digest, which needs no slow hashing since nobody can guess 178 bits.
record Secret(String text) {
    private static final String MARK = "hf_";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 30;
    private static final int CHECKSUM = 6;
    private static final int PREFIX = 8;

    static Secret generate(SecureRandom random) {
        var body = new StringBuilder(MARK);
        for (var i = 0; i < RANDOM; i++) {
            body.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Secret(body + checksum(body.toString()));
    }

    /// Absent when the text cannot be a token, whatever tokens there are.
    static Optional<Secret> parse(String text) {
        var length = MARK.length() + RANDOM;
        return text.length() == length + CHECKSUM
                        && text.startsWith(MARK)
                        && text.substring(length).equals(checksum(text.substring(0, length)))
                ? Optional.of(new Secret(text))
                : Optional.empty();
    }

    /// The part that a token is found by.
    String prefix() {
        return text.substring(MARK.length(), MARK.length() + PREFIX);
    }

    Digest digest() {
        return Digest.of(text);
    }

    /// In constant time.
    boolean matches(String digest) {
        return MessageDigest.isEqual(
                digest().value().getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.US_ASCII));
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        var rest = crc.getValue();
        var digits = new StringBuilder();
        for (var i = 0; i < CHECKSUM; i++) {
            digits.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return digits.reverse().toString();
    }

    @Override
    public String toString() {
        return MARK + prefix() + "…";
    }
}
