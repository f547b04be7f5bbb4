package dev.holdfast.service.cli;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.plan.Forecaster;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.PactReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tells what a pact's suite can detect, how soon, at what cost, and what to change.
@Command(
        name = "plan",
        description = "What this suite can detect, how soon, at what cost; what to add or drop.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "PACT", description = "The pact.")
    private Path pact;

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format;

    PlanCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        var file = PactReader.read(pact);
        var certified = baseline.read(host, file);
        if (certified.isEmpty() && baseline.named()) {
            return ExitCode.NOTHING_EVALUATED.code();
        }
        var forecast = new Forecaster(file, certified, Confidence.DEFAULT).forecast();
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(forecast));
        } else {
            new ForecastText(file).lines(forecast).forEach(host.terminal()::line);
        }
        return (forecast.promises().isEmpty() ? ExitCode.NOTHING_EVALUATED : ExitCode.PASS).code();
    }
}
