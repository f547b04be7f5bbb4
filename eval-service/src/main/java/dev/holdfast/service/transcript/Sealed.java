package dev.holdfast.service.transcript;

/// A text that takes a key to read.
public final class Sealed {
    private final int keyId;
    private final byte[] wrappedKey;
    private final byte[] ciphertext;

    /// @param keyId      of the key that wraps its own key
    /// @param wrappedKey the key of this text alone
    /// @param ciphertext AES-256-GCM
    public Sealed(int keyId, byte[] wrappedKey, byte[] ciphertext) {
        this.keyId = keyId;
        this.wrappedKey = wrappedKey.clone();
        this.ciphertext = ciphertext.clone();
    }

    public int keyId() {
        return keyId;
    }

    public byte[] wrappedKey() {
        return wrappedKey.clone();
    }

    public byte[] ciphertext() {
        return ciphertext.clone();
    }
}
