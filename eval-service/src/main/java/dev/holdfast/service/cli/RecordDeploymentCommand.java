package dev.holdfast.service.cli;

import dev.holdfast.service.remote.OnCall;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Tells a service what went out: the counterpart of `gate`, after the deployment.
@Command(
        name = "record-deployment",
        description = "Tells a service that a model went out.",
        mixinStandardHelpOptions = true)
final class RecordDeploymentCommand implements Callable<Integer> {
    private final Host host;

    @Option(names = "--pact", required = true, paramLabel = "NAME", description = "Of which pact.")
    private String pact = "";

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "What went out.")
    private String model = "";

    @Option(names = "--environment", required = true, paramLabel = "NAME", description = "Where to.")
    private String environment = "";

    @Option(names = "--gate", paramLabel = "ID", description = "The gate that let it out.")
    private Optional<String> gate = Optional.empty();

    @Option(names = "--note", paramLabel = "TEXT", description = "Whatever else is to be known of it.")
    private Optional<String> note = Optional.empty();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    RecordDeploymentCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        var deployed = new OnCall.Deployed(pact, model, environment, gate, note);
        host.terminal().line(new OnCall(service.open(host)).deployed(deployed));
        return ExitCode.PASS.code();
    }
}
