package dev.holdfast.service.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VaultTest {
    private static final String TEXT = "the customer's name is Ada";

    @TempDir
    Path folder;

    @Test
    void opensWhatItSealed() {
        var vault = new Vault(KeySet.generate());

        var sealed = vault.seal(TEXT, "acme/1");

        assertThat(vault.open(sealed, "acme/1")).isEqualTo(TEXT);
        assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1)).doesNotContain("Ada");
        assertThat(new String(sealed.wrappedKey(), StandardCharsets.ISO_8859_1)).doesNotContain("Ada");
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        var vault = new Vault(KeySet.generate());

        assertThat(vault.seal(TEXT, "acme/1").ciphertext())
                .isNotEqualTo(vault.seal(TEXT, "acme/1").ciphertext());
    }

    @Test
    void opensNothingInAnotherPlaceAndNothingThatWasChanged() {
        var vault = new Vault(KeySet.generate());
        var sealed = vault.seal(TEXT, "acme/1");
        var changed = sealed.ciphertext();
        changed[changed.length / 2] ^= 1;
        var changedKey = sealed.wrappedKey();
        changedKey[changedKey.length / 2] ^= 1;

        assertThatThrownBy(() -> vault.open(sealed, "acme/2"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("acme/2 was changed since it was sealed, or was sealed for another place");
        assertThatThrownBy(() -> vault.open(new Sealed(sealed.keyId(), sealed.wrappedKey(), changed), "acme/1"))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> vault.open(new Sealed(sealed.keyId(), changedKey, sealed.ciphertext()), "acme/1"))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void namesTheKeyThatIsMissing() {
        var keys = KeySet.generate();
        var sealed = new Vault(keys).seal(TEXT, "acme/1");

        assertThatThrownBy(() -> new Vault(KeySet.generate()).open(sealed, "acme/1"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith(
                        "acme/1 was sealed with key " + keys.current() + ", which is not among the keys");
    }

    @Test
    void usesANewKeyForWhatIsNewAndStillOpensWhatIsOld() {
        var old = KeySet.generate();
        var rotated = old.rotated();
        var before = new Vault(old).seal(TEXT, "acme/1");

        var after = new Vault(rotated).seal(TEXT, "acme/2");

        assertThat(rotated.all()).hasSize(2).contains(old.current());
        assertThat(after.keyId()).isEqualTo(rotated.current()).isNotEqualTo(old.current());
        assertThat(new Vault(rotated).open(before, "acme/1")).isEqualTo(TEXT);
        assertThatThrownBy(() -> new Vault(old).open(after, "acme/2")).isInstanceOf(UnreadableException.class);
    }

    @Test
    void wrapsAKeyAgainWithoutTouchingItsText() {
        var old = KeySet.generate();
        var rotated = old.rotated();
        var sealed = new Vault(old).seal(TEXT, "acme/1");

        var rewrapped = new Vault(rotated).rewrap(sealed, "acme/1");

        assertThat(rewrapped.keyId()).isEqualTo(rotated.current());
        assertThat(rewrapped.ciphertext()).isEqualTo(sealed.ciphertext());
        assertThat(new Vault(rotated).open(rewrapped, "acme/1")).isEqualTo(TEXT);
        assertThatThrownBy(() -> new Vault(old).open(rewrapped, "acme/1")).isInstanceOf(UnreadableException.class);
    }

    @Test
    void readsItsKeysFromAFileOrFromAProgram() throws IOException {
        var keys = KeySet.generate();
        var file = Files.writeString(folder.resolve("transcripts.key"), keys.written());

        assertThat(KeySource.of("file:" + file).read().current()).isEqualTo(keys.current());
        assertThat(KeySource.of("command: cat " + file).read().current()).isEqualTo(keys.current());
    }

    @Test
    void saysWhatIsWrongWithASourceOfKeys() throws IOException {
        var file = Files.writeString(folder.resolve("wrong.key"), "{\"primaryKeyId\": 1}");

        assertThatThrownBy(() -> KeySource.of("file:" + file).read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no keys for transcripts");
        assertThatThrownBy(() -> KeySource.of("command: false").read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("false did not end well");
        assertThatThrownBy(() -> KeySource.of(file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("file:PATH or command:");
    }
}
