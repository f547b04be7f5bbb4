package dev.holdfast.baselines.certify;

import dev.holdfast.schema.json.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// Verifies what its signing key has signed. Kept as PEM (`BEGIN PUBLIC KEY`), as openssl writes it.
public record PublicKey(java.security.PublicKey key) {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    /// Of a key as RFC 8032 encodes it, which is the end of its X.509 form (RFC 8410).
    private static final int RAW = 32;

    /// Reads PEM.
    public static PublicKey read(String source, String pem) {
        try {
            var spec = new X509EncodedKeySpec(Pem.decode(pem, BEGIN, END));
            return new PublicKey(KeyFactory.getInstance("Ed25519").generatePublic(spec));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(source + " is not an Ed25519 public key in PEM form", e);
        }
    }

    /// Names the key: the digest of its encoded form.
    public String id() {
        return Digest.of(key.getEncoded()).hex();
    }

    public String pem() {
        return Pem.encode(key.getEncoded(), BEGIN, END);
    }

    /// The 32 bytes of RFC 8032, without the algorithm's name in front.
    public byte[] raw() {
        var encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length);
    }

    public boolean verifies(byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// The text form of keys.
    static final class Pem {
        private Pem() {}

        static String encode(byte[] der, String begin, String end) {
            var body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(der);
            return begin + "\n" + body + "\n" + end + "\n";
        }

        static byte[] decode(String pem, String begin, String end) {
            var from = pem.indexOf(begin);
            var to = pem.indexOf(end);
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("no " + begin);
            }
            return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
        }
    }
}
