package dev.holdfast.service.transcript;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// Seals texts, each with a key of its own, which a key of the [KeySet] wraps. So changing the key set takes no text to
/// be written again.
public final class Vault {
    private final KeySet keys;

    public Vault(KeySet keys) {
        this.keys = keys;
    }

    /// Seals a text for one place: in another it cannot be opened.
    ///
    /// @param place names whose text it is, and which
    public Sealed seal(String text, String place) {
        try {
            var own = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            var ciphertext = aead(own).encrypt(text.getBytes(StandardCharsets.UTF_8), bytes(place));
            return new Sealed(keys.current(), wrap(own, place), ciphertext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a text can always be sealed", e);
        }
    }

    /// The text, for the place that it was sealed for.
    ///
    /// @throws UnreadableException naming the key that is missing, or saying that somebody changed the text
    public String open(Sealed sealed, String place) {
        try {
            return new String(
                    aead(unwrap(sealed, place)).decrypt(sealed.ciphertext(), bytes(place)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new UnreadableException(
                    place + " was changed since it was sealed, or was sealed for another place", e);
        }
    }

    /// The same text, its key wrapped by the key that is in use now.
    public Sealed rewrap(Sealed sealed, String place) {
        try {
            return new Sealed(keys.current(), wrap(unwrap(sealed, place), place), sealed.ciphertext());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key can always be wrapped", e);
        }
    }

    /// Names the key that is in use now.
    public int current() {
        return keys.current();
    }

    private byte[] wrap(KeysetHandle own, String place) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                own, keys.aead(), bytes(place), RegistryConfiguration.get());
    }

    private KeysetHandle unwrap(Sealed sealed, String place) {
        if (!keys.all().contains(sealed.keyId())) {
            throw new UnreadableException(
                    "%s was sealed with key %d, which is not among the keys this service was given (%s)"
                            .formatted(place, sealed.keyId(), keys.all()));
        }
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(
                    sealed.wrappedKey(), keys.aead(), bytes(place), RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new UnreadableException(
                    place + " was changed since it was sealed, or was sealed for another place", e);
        }
    }

    private static Aead aead(KeysetHandle handle) throws GeneralSecurityException {
        return handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static byte[] bytes(String place) {
        return place.getBytes(StandardCharsets.UTF_8);
    }
}
