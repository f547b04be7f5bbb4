package dev.holdfast.service.transcript;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import java.security.SecureRandom;
import java.util.Base64;

/// A transcript with random salt, so that its digest may stand in the audit log for good: once text and salt are
/// erased, the digest says nothing, and nobody finds out by trying what the text was.
///
/// @param salt in base64
public record Committed(String salt, Transcript transcript) {
    private static final int SALT = 32;

    /// With new salt.
    public static Committed of(Transcript transcript, SecureRandom random) {
        var salt = new byte[SALT];
        random.nextBytes(salt);
        return new Committed(Base64.getEncoder().encodeToString(salt), transcript);
    }

    /// What is sealed, and what the digest is of.
    public String text() {
        return Json.canonical(this);
    }

    public Digest digest() {
        return Digest.of(text());
    }
}
