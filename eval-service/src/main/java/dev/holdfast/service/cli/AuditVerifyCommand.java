package dev.holdfast.service.cli;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.BundleVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Proves that a log holds what it held.
@Command(
        name = "verify",
        description =
                "Proves, offline, that every leaf of a bundle was logged, and that the log continues older checkpoints.",
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {
    private final Host host;

    @Option(names = "--bundle", required = true, paramLabel = "BUNDLE", description = "What was exported from the log.")
    private Path bundle;

    @Option(
            names = "--checkpoint",
            arity = "1..*",
            paramLabel = "NOTE",
            description = "Older checkpoints, kept outside the service.")
    private List<Path> checkpoints = List.of();

    @Option(
            names = "--trust",
            arity = "1..*",
            paramLabel = "KEY",
            description = "Public keys to believe. Default: .holdfast/trusted/*.pub beside the bundle, and your own.")
    private List<Path> trust = List.of();

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format;

    AuditVerifyCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        var older = new ArrayList<BundleVerifier.Older>();
        for (var checkpoint : checkpoints) {
            older.add(new BundleVerifier.Older(
                    checkpoint.toString(), Files.readString(checkpoint, StandardCharsets.UTF_8)));
        }
        var verified = Bundles.verify(host, bundle, trust, older);
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(verified));
        } else {
            verified.tell(host.terminal());
        }
        return (verified.valid() ? ExitCode.PASS : ExitCode.USAGE).code();
    }
}
