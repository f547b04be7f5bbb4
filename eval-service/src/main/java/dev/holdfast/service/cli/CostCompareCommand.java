package dev.holdfast.service.cli;

import dev.holdfast.baselines.cost.BreakEven;
import dev.holdfast.baselines.cost.Measurement;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.cost.HostingReader;
import dev.holdfast.schema.cost.Measured;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.run.RunFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares a hosted model with machines of one's own.
@Command(
        name = "compare",
        description =
                "Compares a hosted model with machines of one's own, and says from which volume on the machines pay.",
        mixinStandardHelpOptions = true)
final class CostCompareCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "HOSTING", description = "The hosting file: what both ways take.")
    private Path file;

    @Option(
            names = "--measured",
            paramLabel = "RUN",
            description = "A run of the local model, under the load that it will bear: its tokens a task and a second.")
    private Optional<Path> measured;

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format;

    CostCompareCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        var result = BreakEven.of(HostingReader.read(file, measured.map(CostCompareCommand::measure)));
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(result));
        } else {
            lines(result).forEach(host.terminal()::line);
        }
        return ExitCode.PASS.code();
    }

    private static Measured measure(Path path) {
        var runs = RunFile.read(path).runs();
        if (runs.size() != 1) {
            throw new InvalidDocumentException(
                    Problem.of(path.toString(), "holds " + runs.size() + " runs; one is measured"));
        }
        return Measurement.of(runs.getFirst())
                .orElseThrow(() -> new InvalidDocumentException(
                        Problem.of(path.toString(), "holds no answer with its tokens, its time and its latency")));
    }

    private static List<String> lines(BreakEven result) {
        var saving = result.hosted().total().subtract(result.selfHosted().total());
        return List.of(
                Figures.count(result.perMonth()) + " tasks a month",
                "  hosted       " + text(result.hosted()),
                "  self-hosted  " + text(result.selfHosted()) + ", with " + result.machines()
                        + (result.machines() == 1 ? " machine" : " machines") + " of "
                        + Figures.count(result.capacity()) + " tasks a month each",
                saving.signum() == 0
                        ? "both cost the same"
                        : (saving.signum() > 0 ? "self-hosted" : "hosted") + " is cheaper by " + money(saving.abs())
                                + " USD a month",
                result.breakEven()
                        .map(tasks -> "break-even: " + Figures.count(tasks) + " tasks a month; self-hosted is cheaper "
                                + result.cheaper().stream()
                                        .map(CostCompareCommand::text)
                                        .collect(Collectors.joining(", and ")))
                        .orElse("break-even: none; whatever the volume, hosted is cheaper"));
    }

    private static String text(BreakEven.Side side) {
        return "%s USD: %s a month whatever the volume, and %s a task"
                .formatted(
                        money(side.total()), money(side.fixed()), side.perTask().toPlainString());
    }

    private static String text(BreakEven.Range range) {
        return range.to()
                .map(to -> "from " + Figures.count(range.from()) + " to " + Figures.count(to))
                .orElse("from " + Figures.count(range.from()) + " on");
    }

    private static String money(BigDecimal usd) {
        return String.format(Locale.ROOT, "%,.2f", usd);
    }
}
