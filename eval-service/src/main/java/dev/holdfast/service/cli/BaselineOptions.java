package dev.holdfast.service.cli;

import dev.holdfast.baselines.certify.BaselineFile;
import dev.holdfast.baselines.certify.UntrustedBaselineException;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.service.local.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of every command that compares with a baseline.
final class BaselineOptions {
    @Option(
            names = "--baseline",
            paramLabel = "BASELINE",
            description = "Default: <pact>.baseline.json beside the pact.")
    private Optional<Path> baseline;

    @Option(
            names = "--trust",
            arity = "1..*",
            paramLabel = "KEY",
            description = "Public keys to believe. Default: .holdfast/trusted/*.pub beside the pact, and your own.")
    private List<Path> trust = List.of();

    /// Whether the user named one.
    boolean named() {
        return baseline.isPresent();
    }

    /// Whether there is a file to read.
    boolean isThere(PactFile file) {
        return Files.exists(path(file));
    }

    private Path path(PactFile file) {
        return baseline.orElseGet(() -> file.resolve(file.pact().name() + ".baseline.json"));
    }

    /// What to say where there is none.
    String missing(PactFile file) {
        return "there is no baseline " + path(file) + "; `holdfast certify` makes one";
    }

    /// The baseline, or empty, having said so, where there is none.
    ///
    /// @throws UntrustedBaselineException when it is not to be relied on, or of another pact
    Optional<Baseline> read(Host host, PactFile file) throws IOException {
        var path = path(file);
        if (!Files.exists(path)) {
            host.terminal().say(missing(file));
            return Optional.empty();
        }
        var keys = new KeyRing(host.home()).trusted(file.folder(), trust);
        var read = BaselineFile.read(path, keys);
        if (!read.certificate().pact().equals(file.pact().name())) {
            throw new UntrustedBaselineException("%s is the baseline of pact \"%s\", not of \"%s\""
                    .formatted(path, read.certificate().pact(), file.pact().name()));
        }
        return Optional.of(read);
    }
}
