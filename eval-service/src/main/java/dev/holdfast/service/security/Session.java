package dev.holdfast.service.security;

import dev.holdfast.schema.json.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A browser that is signed in.
///
/// @param secret what its cookie holds; kept by digest only
public record Session(Principal principal, String secret) {
    /// What every form of the session carries, and no other site can know.
    public String formToken() {
        return Digest.of("form of " + secret).hex();
    }

    /// In constant time.
    public boolean isFormToken(String given) {
        return MessageDigest.isEqual(
                formToken().getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }

    /// Not the secret.
    @Override
    public String toString() {
        return "session of " + principal.name();
    }
}
