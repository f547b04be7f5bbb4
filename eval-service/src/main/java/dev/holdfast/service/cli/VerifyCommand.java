package dev.holdfast.service.cli;

import dev.holdfast.baselines.certify.BaselineFile;
import dev.holdfast.baselines.certify.UntrustedBaselineException;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.local.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Checks signatures and digests, offline.
@Command(
        name = "verify",
        description = "Checks baselines and bundles of the audit log, offline.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Baselines, or bundles of the audit log.")
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

    @Override
    public Integer call() throws IOException {
        var results = new ArrayList<Verified>();
        for (var file : files) {
            results.add(verify(file));
        }
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(results));
        } else {
            results.forEach(result -> result.tell(host.terminal()));
        }
        return (results.stream().allMatch(Verified::valid) ? ExitCode.PASS : ExitCode.USAGE).code();
    }

    private Verified verify(Path file) throws IOException {
        return Files.exists(file) && Bundles.isOne(file)
                ? Bundles.verify(host, file, trust, List.of())
                : baseline(file);
    }

    private Verified baseline(Path file) throws IOException {
        try {
            var keys = new KeyRing(host.home()).trusted(file.toAbsolutePath().resolveSibling(""), trust);
            var baseline = BaselineFile.read(file, keys);
            return Verified.good(file.toString(), baseline.keyId(), describe(file, baseline), List.of());
        } catch (UntrustedBaselineException e) {
            return Verified.bad(file.toString(), OptionalLong.empty(), String.valueOf(e.getMessage()));
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
}
