package dev.holdfast.service.cli;

import dev.holdfast.baselines.certify.BaselineFile;
import dev.holdfast.baselines.certify.UntrustedBaselineException;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.local.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Checks signatures and digests, offline.
@Command(
        name = "verify",
        description = "Checks the signatures and digests of baselines, offline.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Baselines.")
    private List<Path> files;

    @Option(
            names = "--trust",
            arity = "1..*",
            paramLabel = "KEY",
            description = "Public keys to believe. Default: .holdfast/trusted/*.pub beside the file, and your own.")
    private List<Path> trust = List.of();

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format;

    VerifyCommand(Host host) {
        this.host = host;
    }

    /// What `--format json` prints for a file.
    record Verified(String file, boolean valid, Optional<String> key, String message) {}

    @Override
    public Integer call() throws IOException {
        var results = new ArrayList<Verified>();
        for (var file : files) {
            results.add(verify(file));
        }
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(results));
        } else {
            results.forEach(this::tell);
        }
        return (results.stream().allMatch(Verified::valid) ? ExitCode.PASS : ExitCode.USAGE).code();
    }

    private Verified verify(Path file) throws IOException {
        try {
            var keys = new KeyRing(host.home()).trusted(file.toAbsolutePath().resolveSibling(""), trust);
            var baseline = BaselineFile.read(file, keys);
            return new Verified(file.toString(), true, Optional.of(baseline.keyId()), describe(file, baseline));
        } catch (UntrustedBaselineException e) {
            return new Verified(file.toString(), false, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static String describe(Path file, Baseline baseline) {
        var certificate = baseline.certificate();
        return "%s: good. %s, certified %s from %d runs%s, signed by key %s"
                .formatted(
                        file,
                        certificate.pact(),
                        certificate.certifiedAt(),
                        certificate.runs().size(),
                        certificate.provisional() ? " (provisional)" : "",
                        baseline.keyId().substring(0, 12));
    }

    private void tell(Verified result) {
        if (result.valid()) {
            host.terminal().line(result.message());
        } else {
            host.terminal().say(result.message());
        }
    }
}
