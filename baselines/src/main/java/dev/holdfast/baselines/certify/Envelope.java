package dev.holdfast.baselines.certify;

import dev.holdfast.schema.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/// A signed payload: the Dead Simple Signing Envelope (DSSE), version 1.
///
/// @param payload    base64
/// @param signatures over the payload and its type together, so that neither can be swapped
public record Envelope(String payloadType, String payload, List<Signed> signatures) {
    /// What in-toto Statements travel as.
    public static final String IN_TOTO = "application/vnd.in-toto+json";

    /// One signature; `sig` is base64.
    public record Signed(String keyid, String sig) {}

    public Envelope {
        signatures = List.copyOf(signatures);
    }

    /// Signs a statement.
    public static Envelope seal(String payload, SigningKey key) {
        var bytes = payload.getBytes(StandardCharsets.UTF_8);
        var signature = key.sign(preAuthentication(IN_TOTO, bytes));
        return new Envelope(
                IN_TOTO,
                Base64.getEncoder().encodeToString(bytes),
                List.of(new Signed(key.publicKey().id(), Base64.getEncoder().encodeToString(signature))));
    }

    /// The payload, if one of the trusted keys signed exactly this.
    ///
    /// @throws UntrustedBaselineException with the reason
    public Opened open(String source, Collection<PublicKey> trusted) {
        if (!payloadType.equals(IN_TOTO)) {
            throw new UntrustedBaselineException(source + " holds \"" + payloadType + "\", not an in-toto statement");
        }
        var bytes = decode(source, payload);
        var message = preAuthentication(payloadType, bytes);
        for (var signature : signatures) {
            for (var key : trusted) {
                if (key.id().equals(signature.keyid())) {
                    return verified(source, key, message, decode(source, signature.sig()), bytes);
                }
            }
        }
        throw new UntrustedBaselineException(strangers(source));
    }

    /// A payload whose signature is good.
    public record Opened(String payload, PublicKey signedBy) {}

    private static Opened verified(String source, PublicKey key, byte[] message, byte[] signature, byte[] payload) {
        if (!key.verifies(message, signature)) {
            throw new UntrustedBaselineException(source + " was changed after it was signed: the signature of key "
                    + brief(key.id()) + " does not fit its content");
        }
        return new Opened(new String(payload, StandardCharsets.UTF_8), key);
    }

    private String strangers(String source) {
        if (signatures.isEmpty()) {
            return source + " is not signed";
        }
        var ids = signatures.stream().map(signature -> brief(signature.keyid())).toList();
        return source + " is signed by key " + String.join(", ", ids)
                + ", which is not trusted here; if you know whose it is, name its public key with --trust";
    }

    static String brief(String keyId) {
        return keyId.length() <= 12 ? keyId : keyId.substring(0, 12);
    }

    private static byte[] decode(String source, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UntrustedBaselineException(source + " is damaged: not base64");
        }
    }

    /// PAE of the DSSE specification: lengths in front, so that no two (type, payload) pairs look alike.
    private static byte[] preAuthentication(String type, byte[] payload) {
        var out = new ByteArrayOutputStream();
        var typeBytes = type.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(typeBytes);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /// What a file of it holds.
    public String json() {
        return Json.pretty(this);
    }
}
