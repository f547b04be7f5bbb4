package dev.holdfast.baselines.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.baselines.compare.Examples;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BaselineFileTest {
    private final SigningKey key = SigningKey.generate();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void certify() throws IOException {
        file = folder.resolve("baseline.json");
        BaselineFile.write(file, certified(), key);
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        var baseline = BaselineFile.read(file, List.of(key.publicKey()));

        assertThat(baseline.certificate()).isEqualTo(certified().certificate());
        assertThat(baseline.runs()).isEqualTo(certified().runs());
        assertThat(baseline.keyId()).isEqualTo(key.publicKey().id());
    }

    @Test
    void readsRunsThatAreTogetherLongerThanAnyAnswerMayBe() throws IOException {
        var run = Examples.run("long", 100, _ -> new Outcome.Answered("x".repeat(Json.LONGEST_STRING / 80)));
        BaselineFile.write(file, new Certification.Certified(certified().certificate(), List.of(run), List.of()), key);

        assertThat(BaselineFile.read(file, List.of(key.publicKey()))
                        .runs()
                        .getFirst()
                        .observations())
                .isEqualTo(run.observations());
    }

    @Test
    void refusesABaselineThatWasEdited() throws IOException {
        edit(payload -> payload.replace("\\\"no\\\"", "\\\"yes\\\""));

        assertThatThrownBy(this::read).hasMessageContaining("was changed after it was signed");
    }

    /// Invariant 7: the results and all that was certified of them lie in this one file. A flip that is not found has
    /// changed nothing that is read, such as a space between two fields.
    @Test
    void findsEveryFlippedByteOrReadsWhatWasSigned() throws IOException {
        BaselineFile.write(file, certified(4), key);
        var bytes = Files.readAllBytes(file);
        var random = new SplittableRandom(20261129);
        var found = 0;

        for (var i = 0; i < bytes.length; i++) {
            var original = bytes[i];
            bytes[i] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            try {
                var read = BaselineFile.read(file, List.of(key.publicKey()));
                assertThat(read.certificate())
                        .as("byte %d", i)
                        .isEqualTo(certified(4).certificate());
                assertThat(read.runs()).as("byte %d", i).isEqualTo(certified(4).runs());
            } catch (UntrustedBaselineException e) {
                assertThat(e).as("byte %d", i).hasMessageContaining("baseline.json");
                found++;
            }
            bytes[i] = original;
        }

        assertThat(found).as("of %d", bytes.length).isGreaterThan(bytes.length * 99 / 100);
    }

    @Test
    void refusesABaselineSignedByAStranger() throws IOException {
        BaselineFile.write(file, certified(), SigningKey.generate());

        assertThatThrownBy(this::read).hasMessageContaining("is not trusted here");
    }

    @Test
    void refusesAForgedSignatureUnderATrustedName() throws IOException {
        var forger = SigningKey.generate();
        BaselineFile.write(file, certified(), forger);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(forger.publicKey().id(), key.publicKey().id()));

        assertThatThrownBy(this::read).hasMessageContaining("was changed after it was signed");
    }

    @Test
    void refusesAnUnsignedBaseline() throws IOException {
        var envelope = Json.read("e", Files.readString(file), Envelope.class);
        Files.writeString(file, Json.pretty(new Envelope(envelope.payloadType(), envelope.payload(), List.of())));

        assertThatThrownBy(this::read).hasMessageContaining("is not signed");
    }

    @Test
    void refusesWhatIsSignedButIsNoBaseline() throws IOException {
        Files.writeString(file, Envelope.seal("{\"_type\":\"x\"}", key).json());

        assertThatThrownBy(this::read).hasMessageContaining("was written by another version");
    }

    @Test
    void refusesAFileThatIsNoEnvelope() throws IOException {
        Files.writeString(file, "hello");

        assertThatThrownBy(this::read).isInstanceOf(UntrustedBaselineException.class);
    }

    @Test
    void saysThatThereIsNone() throws IOException {
        Files.delete(file);

        assertThatThrownBy(this::read).hasMessageContaining("there is no baseline");
    }

    @Test
    void keepsTheOldFileWhenANewOneCannotBeWritten() {
        assertThatThrownBy(() -> BaselineFile.write(folder.resolve("nowhere").resolve("b.json"), certified(), key))
                .isInstanceOf(IOException.class);

        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void keepsKeysThatCanBeReadBack() {
        var read = SigningKey.read("key", key.pem());

        assertThat(read.publicKey().id()).isEqualTo(key.publicKey().id());
        assertThat(PublicKey.read("pub", key.publicKey().pem()).id())
                .isEqualTo(key.publicKey().id());
    }

    @Test
    void refusesAKeyWhoseHalvesDoNotBelongTogether() {
        var mixed = key.pem().substring(0, key.pem().indexOf("-----BEGIN PUBLIC"))
                + SigningKey.generate().publicKey().pem();

        assertThatThrownBy(() -> SigningKey.read("mixed", mixed)).isInstanceOf(IllegalArgumentException.class);
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        var envelope = Json.read("e", Files.readString(file), Envelope.class);
        var payload = new String(Base64.getDecoder().decode(envelope.payload()), StandardCharsets.UTF_8);
        var edited = change.apply(payload);
        assertThat(edited).isNotEqualTo(payload);
        Files.writeString(
                file,
                Json.pretty(new Envelope(
                        envelope.payloadType(),
                        Base64.getEncoder().encodeToString(edited.getBytes(StandardCharsets.UTF_8)),
                        envelope.signatures())));
    }

    private void read() throws IOException {
        BaselineFile.read(file, List.of(key.publicKey()));
    }

    private Certification.Certified certified() {
        return certified(40);
    }

    private Certification.Certified certified(int tasks) {
        var pact = new Examples(folder).pact(tasks, "{metric: ok, max_drop: 5pt}");
        var runs = List.of(Examples.run("a", tasks, i -> Examples.right(i, tasks * 9 / 10)));
        return (Certification.Certified) new Certifier(pact, runs).certify(Examples.NOON, "test");
    }
}
