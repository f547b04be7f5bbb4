package dev.holdfast.service.cli;

import dev.holdfast.service.evidence.EvidenceVerifier;
import dev.holdfast.service.local.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Checks evidence.
@Command(
        name = "verify",
        description = "Checks, offline, that an archive of evidence holds what was signed, and that its log is whole.",
        mixinStandardHelpOptions = true)
final class EvidenceVerifyCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "ARCHIVE", description = "What was exported.")
    private Path archive = Path.of("");

    @Option(
            names = "--trust",
            arity = "1..*",
            paramLabel = "KEY",
            description = "Public keys to believe. Default: .holdfast/trusted/*.pub beside the archive, and your own.")
    private List<Path> trust = List.of();

    EvidenceVerifyCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        var keys = new KeyRing(host.home()).trusted(archive.toAbsolutePath().resolveSibling(""), trust);
        try (var bytes = Files.newInputStream(archive)) {
            return switch (new EvidenceVerifier(keys).verify(archive.toString(), bytes)) {
                case EvidenceVerifier.Found.Good good -> {
                    host.terminal()
                            .line("%s: good. %d files from %s to %s and %d leaves of the log, signed by key %s"
                                    .formatted(
                                            archive,
                                            good.manifest().subject().size(),
                                            good.manifest().predicate().from(),
                                            good.manifest().predicate().to(),
                                            good.leaves(),
                                            good.keyId().substring(0, 12)));
                    yield ExitCode.PASS.code();
                }
                case EvidenceVerifier.Found.Bad bad -> {
                    host.terminal().line(archive + ": bad. " + bad.why());
                    yield ExitCode.USAGE.code();
                }
            };
        }
    }
}
