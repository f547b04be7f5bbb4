package dev.holdfast.service.evidence;

import dev.holdfast.baselines.certify.Envelope;
import dev.holdfast.baselines.certify.PublicKey;
import dev.holdfast.baselines.certify.UntrustedBaselineException;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.LogBundleVerifier;
import dev.holdfast.service.audit.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Checks an archive of evidence, offline: who signed its manifest, that every file is the one that was signed and none
/// is missing or more, and that its log is whole.
public final class EvidenceVerifier {
    private static final String LOG = "log/log.jsonl";
    private static final int MOST_FILES = 100_000;
    private static final long MOST_BYTES = 4L << 30;

    private final Collection<PublicKey> trusted;

    /// @param trusted keys that are believed
    public EvidenceVerifier(Collection<PublicKey> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /// What was found.
    public sealed interface Found {
        /// All of it is as it was signed.
        record Good(Manifest manifest, String keyId, long leaves) implements Found {}

        /// Something is not.
        record Bad(String why) implements Found {}
    }

    public Found verify(String source, InputStream bytes) throws IOException {
        try {
            return verify(files(bytes));
        } catch (UntrustedBaselineException | InvalidDocumentException | ZipException e) {
            return new Found.Bad(source + ": " + e.getMessage());
        }
    }

    private Found verify(Map<String, String> files) throws IOException {
        var sealed = files.remove(Manifest.FILE);
        if (sealed == null) {
            return new Found.Bad("there is no " + Manifest.FILE);
        }
        var opened = Json.readPacked(Manifest.FILE, sealed, Envelope.class).open(Manifest.FILE, trusted);
        var manifest = Json.read(Manifest.FILE, opened.payload(), Manifest.class);
        if (!manifest.isEvidence()) {
            return new Found.Bad("what is signed is no evidence but " + manifest.predicateType());
        }
        var log = files.getOrDefault(LOG, "");
        var flaw = flaw(manifest, files);
        if (flaw.isPresent()) {
            return new Found.Bad(flaw.get());
        }
        var verification = new LogBundleVerifier(List.of(opened.signedBy()), List.of())
                .verify(LOG, new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
        return switch (verification) {
            case Verification.Proven proven -> new Found.Good(manifest, proven.keyId(), proven.size());
            case Verification.Tampered tampered -> new Found.Bad("the log was tampered with: " + tampered.reason());
            case Verification.Unproven unproven -> new Found.Bad("the log is not proved: " + unproven.reason());
        };
    }

    private static Optional<String> flaw(Manifest manifest, Map<String, String> files) {
        for (var subject : manifest.subject()) {
            var text = files.remove(subject.name());
            if (text == null) {
                return Optional.of(subject.name() + " is missing");
            }
            if (!Digest.of(text).hex().equals(subject.digest().get("sha256"))) {
                return Optional.of(subject.name() + " is not the file that was signed");
            }
        }
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(files.keySet().iterator().next() + " was not signed");
    }

    private static Map<String, String> files(InputStream bytes) throws IOException {
        var files = new LinkedHashMap<String, String>();
        var left = MOST_BYTES;
        try (var zip = new ZipInputStream(bytes)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var content = zip.readNBytes((int) Math.min(left, Integer.MAX_VALUE - 8));
                left -= content.length;
                if (zip.read() >= 0 || left <= 0 || files.size() >= MOST_FILES) {
                    throw new ZipException("it holds more than evidence does");
                }
                if (files.put(entry.getName(), new String(content, StandardCharsets.UTF_8)) != null) {
                    throw new ZipException("it holds " + entry.getName() + " twice");
                }
            }
        }
        return files;
    }
}
