package dev.holdfast.service.transcript;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The keys that wrap the keys of transcripts. One of them is used for what is new; the others still open what is old.
/// Never printed, never logged.
public final class KeySet {
    private final KeysetHandle keys;

    private KeySet(KeysetHandle keys) {
        this.keys = keys;
    }

    /// A set of one new key.
    public static KeySet generate() {
        try {
            AeadConfig.register();
            return new KeySet(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-256-GCM", e);
        }
    }

    /// Reads the written form.
    public static KeySet read(String source, String json) {
        try {
            AeadConfig.register();
            var keys = new KeySet(TinkJsonProtoKeysetFormat.parseKeyset(
                    json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
            keys.aead();
            return keys;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(
                    source + " holds no keys for transcripts; `holdfast transcripts keygen` makes them", e);
        }
    }

    /// This set with a new key, which is used from now on.
    public KeySet rotated() {
        try {
            var added = KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()
                    .makePrimary();
            return new KeySet(KeysetHandle.newBuilder(keys).addEntry(added).build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key can always be added", e);
        }
    }

    /// The secret.
    public String written() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key set can always be written", e);
        }
    }

    /// Names the key that is used for what is new.
    public int current() {
        return keys.getPrimary().getId();
    }

    /// Names all keys.
    public Set<Integer> all() {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> keys.getAt(i).getId())
                .collect(Collectors.toUnmodifiableSet());
    }

    Aead aead() throws GeneralSecurityException {
        return keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }
}
