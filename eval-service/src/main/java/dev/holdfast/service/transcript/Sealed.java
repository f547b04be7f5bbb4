package dev.holdfast.service.transcript;

/// A text that takes a key to read.
///
/// @param keyId      of the key that wraps its own key
/// @param wrappedKey the key of this text alone
/// @param ciphertext AES-256-GCM
public record Sealed(int keyId, byte[] wrappedKey, byte[] ciphertext) {
    public Sealed {
        wrappedKey = wrappedKey.clone();
        ciphertext = ciphertext.clone();
    }

    @Override
    public byte[] wrappedKey() {
        return wrappedKey.clone();
    }

    @Override
    public byte[] ciphertext() {
        return ciphertext.clone();
    }
}
