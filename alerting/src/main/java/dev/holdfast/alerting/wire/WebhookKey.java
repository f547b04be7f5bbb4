package dev.holdfast.alerting.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs webhooks as Standard Webhooks 1.0.0 lays down: `whsec_` keys make `v1` (HMAC-SHA256), `whsk_` keys `v1a`
/// (Ed25519).
///
/// It has no string form on purpose.
public final class WebhookKey {
    /// How far the clocks of both sides may be apart.
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String SHARED = "whsec_";
    private static final String PRIVATE = "whsk_";

    private final boolean shared;
    private final byte[] key;

    private WebhookKey(boolean shared, byte[] key) {
        this.shared = shared;
        this.key = key;
    }

    /// A key in its written form.
    ///
    /// @throws IllegalArgumentException for anything but `whsec_` and 24 to 64 bytes, or `whsk_` and 32 or 64 bytes
    public static WebhookKey parse(String text) {
        var shared = text.startsWith(SHARED);
        if (!shared && !text.startsWith(PRIVATE)) {
            throw new IllegalArgumentException("a webhook key starts with whsec_ or whsk_");
        }
        var key = Base64.getDecoder().decode(text.substring((shared ? SHARED : PRIVATE).length()));
        var fits = shared ? key.length >= 24 && key.length <= 64 : key.length == 32 || key.length == 64;
        if (!fits) {
            throw new IllegalArgumentException("a webhook key of " + key.length + " bytes");
        }
        // an Ed25519 key of 64 bytes is the seed with its public key behind it
        return new WebhookKey(shared, shared ? key : Arrays.copyOf(key, 32));
    }

    /// A shared key that nobody has had before.
    public static WebhookKey generate() {
        try {
            return new WebhookKey(
                    true, KeyGenerator.getInstance("HmacSHA256").generateKey().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /// The value of `webhook-signature`.
    public String sign(String id, Instant at, String body) {
        var content = (id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
        var signature = Base64.getEncoder().encodeToString(signature(content));
        return (shared ? "v1," : "v1a,") + signature;
    }

    /// Whether one of the signatures is this key's, and made lately. Constant in time; only for shared keys.
    public boolean verifies(String id, Instant at, String body, String signatures, Instant now) {
        if (!shared || Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        var expected = sign(id, at, body).getBytes(StandardCharsets.UTF_8);
        return Arrays.stream(signatures.split(" ", -1))
                .map(each -> MessageDigest.isEqual(expected, each.getBytes(StandardCharsets.UTF_8)))
                .reduce(false, Boolean::logicalOr);
    }

    /// The same request with the three headers.
    public Request signed(Request request, String id, Instant at) {
        return request.with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .with("webhook-signature", sign(id, at, request.body()));
    }

    private byte[] signature(byte[] content) {
        try {
            if (shared) {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(content);
            }
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(privateKey());
            signer.update(content);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256 and Ed25519", e);
        }
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key));
    }

    @Override
    public String toString() {
        return "(webhook key)";
    }
}
