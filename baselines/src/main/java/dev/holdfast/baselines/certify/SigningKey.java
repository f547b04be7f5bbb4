package dev.holdfast.baselines.certify;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;

/// Signs baselines and checkpoints: an Ed25519 private key with its public half. Never printed, never logged.
public final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final PrivateKey key;
    private final PublicKey publicKey;

    private SigningKey(PrivateKey key, PublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /// A new key, from the platform's secure random numbers.
    public static SigningKey generate() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(pair.getPrivate(), new PublicKey(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 15 and later have Ed25519", e);
        }
    }

    /// Reads the private and the public half from PEM; a file holds both.
    public static SigningKey read(String source, String pem) {
        try {
            var spec = new PKCS8EncodedKeySpec(PublicKey.Pem.decode(pem, BEGIN, END));
            var key = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
            if (!(key instanceof EdECPrivateKey)) {
                throw new IllegalArgumentException(source + " is not an Ed25519 key");
            }
            var read = new SigningKey(key, PublicKey.read(source, pem));
            read.checkHalvesMatch(source);
            return read;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    source + " is not a Holdfast signing key; `holdfast keygen` makes one", e);
        }
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /// Both halves; this is the secret.
    public String pem() {
        return PublicKey.Pem.encode(key.getEncoded(), BEGIN, END) + publicKey.pem();
    }

    /// A signature of exactly these bytes. Whoever calls this sees to it that they cannot be taken for another kind of
    /// message.
    public byte[] sign(byte[] message) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs anything", e);
        }
    }

    private void checkHalvesMatch(String source) {
        var probe = source.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        if (!publicKey.verifies(probe, sign(probe))) {
            throw new IllegalArgumentException(source + " holds two halves of different keys");
        }
    }
}
