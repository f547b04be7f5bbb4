package dev.holdfast.service.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.baselines.certify.Envelope;
import dev.holdfast.baselines.certify.SigningKey;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class EvidenceVerifierTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void readsAManifestThatIsLongerThanAnyAnswerMayBe() throws IOException {
        var digest = Map.of("sha256", Digest.of("").hex());
        var files = IntStream.range(0, 90_000)
                .mapToObj(i -> new Manifest.Subject("runs/" + "a-long-name-".repeat(7) + i, digest))
                .toList();
        var sealed = sealed(files);

        var found = new EvidenceVerifier(List.of(KEY.publicKey())).verify("archive", archive(sealed));

        assertThat(sealed.length()).isGreaterThan(Json.LONGEST_STRING);
        assertThat(found)
                .isEqualTo(new EvidenceVerifier.Found.Bad(files.getFirst().name() + " is missing"));
    }

    private static String sealed(List<Manifest.Subject> files) {
        var manifest = Manifest.of(files, new Manifest.Predicate(new UUID(0, 1), NOON, NOON, NOON, "1"));
        return Envelope.seal(Json.line(manifest), KEY).json();
    }

    private static ByteArrayInputStream archive(String manifest) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(Manifest.FILE));
            zip.write(manifest.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
