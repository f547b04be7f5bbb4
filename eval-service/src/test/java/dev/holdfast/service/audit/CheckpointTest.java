package dev.holdfast.service.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.baselines.certify.PublicKey;
import dev.holdfast.baselines.certify.SigningKey;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.service.merkle.Hash;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointTest {
    /// The example of the signed-note specification:
    /// PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW.
    private static final String NEUMANN = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    @Test
    void readsTheExampleOfTheSpecification() {
        var key = raw("GlzZBxQ8OExB6DDFvOEqqIF+xWSaqr8sMTiLNbLXRNY=");
        var note = Note.read("example", NEUMANN);

        assertThat(Note.verifierKey("PeterNeumann", key))
                .isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        assertThat(note.signatory("PeterNeumann", List.of(key))).isEqualTo(new Note.Signatory.Known(key));
        assertThat(note.written()).isEqualTo(NEUMANN);
    }

    @Test
    void isThreeLinesAndASignature() {
        var key = SigningKey.generate();

        var written = new Checkpoint("holdfast.example.com/acme", 8124, Hash.EMPTY)
                .sign(key)
                .written();

        assertThat(written.lines())
                .startsWith("holdfast.example.com/acme", "8124", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "")
                .hasSize(5);
        assertThat(SignedCheckpoint.open("c", written, List.of(key.publicKey())))
                .isEqualTo(new SignedCheckpoint.Opened(
                        new Checkpoint("holdfast.example.com/acme", 8124, Hash.EMPTY), key.publicKey()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n",
                "a\n1\n\n",
                "a\n1\nroot\n\n— a b\n",
                "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— a AAAA\n",
                "a b\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— a AAAA\n",
                "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n\n— a AAAA\n",
                "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n- a AAAA\n"
            })
    void takesNothingElseForACheckpoint(String text) {
        assertThatThrownBy(() -> SignedCheckpoint.open("c", text, List.of()))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageStartingWith("c: is no");
    }

    @Test
    void hasNoOriginThatWouldBreakItsLines() {
        assertThatThrownBy(() -> new Checkpoint("two words", 1, Hash.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PublicKey raw(String base64) {
        var header = Base64.getDecoder().decode("MCowBQYDK2VwAyEA");
        var encoded = new byte[header.length + 32];
        System.arraycopy(header, 0, encoded, 0, header.length);
        System.arraycopy(Base64.getDecoder().decode(base64), 0, encoded, header.length, 32);
        var pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
        return PublicKey.read("example", pem);
    }
}
