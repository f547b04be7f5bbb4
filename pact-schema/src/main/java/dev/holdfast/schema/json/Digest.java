package dev.holdfast.schema.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 digest, written `sha256:<hex>`.
public record Digest(@JsonValue String value) {
    private static final String PREFIX = "sha256:";

    /// Takes the written form.
    @JsonCreator
    public Digest {
        if (!value.matches("sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 digest: " + value);
        }
    }

    /// The digest of some bytes.
    public static Digest of(byte[] bytes) {
        return written(sha256().digest(bytes));
    }

    /// The digest of a file, however large.
    public static Digest of(Path file) throws IOException {
        var sha256 = sha256();
        try (var in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return written(sha256.digest());
    }

    private static Digest written(byte[] hash) {
        return new Digest(PREFIX + HexFormat.of().formatHex(hash));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The digest of a text's UTF-8 bytes.
    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The hexadecimal part alone, as in-toto subjects want it.
    public String hex() {
        return value.substring(PREFIX.length());
    }

    /// Twelve characters, enough for a person to tell two apart.
    public String brief() {
        return hex().substring(0, 12);
    }

    @Override
    public String toString() {
        return value;
    }
}
