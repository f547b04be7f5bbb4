package dev.holdfast.service.cli;

import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.service.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Sends a pact to a service.
@Command(
        name = "push",
        description = "Sends a pact with all its files to a service, as a new version if it is one.",
        mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "PACT", description = "The pact.")
    private Path pact;

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    PushCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        var file = PactReader.read(pact);
        var remote = service.open(host);
        var pushed = remote.push(remote.project(service.project()), Bundle.read(pact));
        host.terminal().line("%s: version %d, %s".formatted(file.pact().name(), pushed.number(), pushed.digest()));
        return ExitCode.PASS.code();
    }
}
