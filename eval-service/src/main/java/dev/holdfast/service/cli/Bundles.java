package dev.holdfast.service.cli;

import dev.holdfast.service.audit.Bundle;
import dev.holdfast.service.audit.BundleVerifier;
import dev.holdfast.service.audit.Verification;
import dev.holdfast.service.local.KeyRing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Bundles of a log, as files.
final class Bundles {
    /// Enough to tell a bundle from a baseline, however long its first line is.
    private static final int BEGINNING = 4_096;

    private Bundles() {}

    static boolean isOne(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return Bundle.begins(new String(bytes.readNBytes(BEGINNING), StandardCharsets.UTF_8));
        }
    }

    static Verified verify(Host host, Path file, List<Path> trust, List<BundleVerifier.Older> older)
            throws IOException {
        var keys = new KeyRing(host.home()).trusted(file.toAbsolutePath().resolveSibling(""), trust);
        try (var bytes = Files.newInputStream(file)) {
            return switch (new BundleVerifier(keys, older).verify(file.toString(), bytes)) {
                case Verification.Proven proven ->
                    Verified.good(file.toString(), proven.keyId(), describe(file, proven), proven.beyond());
                case Verification.Tampered tampered ->
                    Verified.bad(file.toString(), tampered.leaf(), "tampered: " + tampered.reason());
                case Verification.Unproven unproven ->
                    Verified.bad(file.toString(), OptionalLong.empty(), "not proved: " + unproven.reason());
            };
        }
    }

    private static String describe(Path file, Verification.Proven proven) {
        var leaves = proven.count() == proven.size()
                ? "all %d leaves".formatted(proven.size())
                : "%d of %d leaves, from leaf %d on".formatted(proven.count(), proven.size(), proven.first());
        var continued = proven.beyond().isEmpty()
                ? ""
                : ", continues the %s of %s leaves"
                        .formatted(
                                proven.beyond().size() == 1 ? "checkpoint" : "checkpoints",
                                String.join(
                                        ", ",
                                        proven.beyond().stream()
                                                .map(String::valueOf)
                                                .toList()));
        return "%s: good. %s of the log %s%s, signed by key %s"
                .formatted(
                        file, leaves, proven.origin(), continued, proven.keyId().substring(0, 12));
    }
}
