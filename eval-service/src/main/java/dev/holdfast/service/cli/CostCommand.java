package dev.holdfast.service.cli;

import dev.holdfast.baselines.cost.Costing;
import dev.holdfast.baselines.cost.Ledger;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.PriceTableReader;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Adds up what recorded runs have cost.
@Command(
        name = "cost",
        description = "Adds up what recorded runs have cost; a cost that nobody knows is unknown, never 0.",
        mixinStandardHelpOptions = true)
final class CostCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "RUN", arity = "0..*", description = "Files of recorded runs.")
    private List<Path> files = List.of();

    @Option(names = "--by", defaultValue = "run", description = "agent, pact, model, run or task. Default: run.")
    private Ledger.By by;

    @Option(
            names = "--prices",
            paramLabel = "TABLE",
            description = "Price table for replays whose cost was not recorded, by their model and day.")
    private Optional<Path> prices;

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format;

    CostCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        if (files.isEmpty()) {
            throw new UsageException("cost needs files of recorded runs, or `compare` and a hosting file");
        }
        var runs = new ArrayList<Run>();
        for (var file : files.stream().filter(path -> !RunFile.holdsVotes(path)).toList()) {
            var recording = RunFile.read(file);
            recording.notes().forEach(host.terminal()::say);
            runs.addAll(recording.runs());
        }
        var costing = new Costing(prices.map(PriceTableReader::read));
        var ledger = Ledger.of(runs, by, costing);
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(ledger));
        } else {
            print(ledger);
        }
        return (ledger.total().replays() == 0 ? ExitCode.NOTHING_EVALUATED : ExitCode.PASS).code();
    }

    private void print(Ledger ledger) {
        var lines = Stream.concat(ledger.entries().stream(), Stream.of(ledger.total()))
                .toList();
        var width = lines.stream()
                .mapToInt(entry -> Visible.line(entry.name()).length())
                .max()
                .orElse(0);
        lines.forEach(entry -> host.terminal()
                .line(("%-" + Math.max(1, width) + "s  %s").formatted(Visible.line(entry.name()), text(entry))));
    }

    private static String text(Ledger.Entry entry) {
        var cost = entry.usd()
                .map(CostCommand::usd)
                .orElseGet(() -> entry.perReplay().isEmpty()
                        ? "unknown"
                        : "at least " + usd(entry.knownUsd()) + " (of " + entry.unpriced() + " the cost is unknown)");
        var each = entry.perReplay().map(usd -> ", " + usd(usd) + " each").orElse("");
        var unanswered = entry.unanswered() == 0 ? "" : ", " + entry.unanswered() + " without an answer";
        return "%s%s: %s replays%s, %s tokens in, %s out"
                .formatted(
                        cost,
                        each,
                        Figures.count(entry.replays()),
                        unanswered,
                        Figures.count(entry.inputTokens()),
                        Figures.count(entry.outputTokens()));
    }

    /// Of large sums cents, of small ones three digits that count.
    static String usd(BigDecimal amount) {
        var small = amount.abs().compareTo(BigDecimal.ONE) < 0;
        return (small ? amount.round(new MathContext(3)) : amount.setScale(2, java.math.RoundingMode.HALF_EVEN))
                        .stripTrailingZeros()
                        .toPlainString()
                + " USD";
    }
}
