package dev.holdfast.service.cli;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.PolicySurvey;
import dev.holdfast.baselines.compare.PolicyWords;
import dev.holdfast.baselines.plan.Backtest;
import dev.holdfast.baselines.plan.History;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.evaluation.PolicyReading;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.pact.PolicyReader;
import dev.holdfast.service.local.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tells what a pact would have said of recorded history.
@Command(
        name = "backtest",
        description = "What this pact would have said, run by run, over recorded history.",
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "PACT", description = "The pact.")
    private Path pact;

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Option(
            names = "--from",
            required = true,
            arity = "1..*",
            paramLabel = "RUNS",
            description = "Files of recorded runs, many in one file as a rule.")
    private List<Path> from;

    @Option(
            names = "--policies",
            paramLabel = "POLICIES",
            description = "Compare these policies over the recorded drafts instead; no baseline is needed.")
    private Optional<Path> policies;

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format;

    BacktestCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        return policies.isPresent() ? compare(policies.get()) : overHistory();
    }

    private int compare(Path path) {
        var file = PactReader.read(pact);
        var runs = Recordings.pick(file, from, List.of(), host.terminal()::say);
        var readings = readings(new PolicySurvey(file, runs), PolicyReader.read(path));
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(readings));
        } else {
            readings.forEach(reading -> PolicyWords.of(reading).forEach(host.terminal()::line));
        }
        var seen = readings.stream().anyMatch(reading -> reading.replays() > 0);
        return (seen ? ExitCode.PASS : ExitCode.NOTHING_EVALUATED).code();
    }

    private static List<PolicyReading> readings(PolicySurvey survey, Map<String, AnswerPolicy> policies) {
        try {
            return survey.compare(policies);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int overHistory() throws IOException {
        var file = PactReader.read(pact);
        var certified = baseline.read(host, file);
        if (certified.isEmpty()) {
            new Unevaluated(file.pact().name(), List.of(baseline.missing(file))).print(host, format);
            return ExitCode.NOTHING_EVALUATED.code();
        }
        var runs = Recordings.pick(file, from, List.of(), host.terminal()::say);
        var history = new Backtest(file, certified.get(), Confidence.DEFAULT, Version.text()).over(runs);
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(history));
        } else {
            print(history);
        }
        return (history.runs().isEmpty() ? ExitCode.NOTHING_EVALUATED : ExitCode.PASS).code();
    }

    private void print(History history) {
        history.notes().forEach(note -> host.terminal().say("note: " + note));
        for (var entry : history.runs()) {
            host.terminal()
                    .line("%-20s  %-24s  %-12s  %s"
                            .formatted(
                                    entry.at().map(Instant::toString).orElse("-"),
                                    Visible.line(entry.run()),
                                    entry.verdict(),
                                    entry.alarm()
                                            ? "ALARM"
                                            : "quiet, %.0f %% of an alarm".formatted(100 * entry.heat())));
        }
        history.alarms().forEach(this::print);
        history.discoveries().forEach(this::print);
        host.terminal()
                .line("%s in %s; the budget is %s, over %s together"
                        .formatted(
                                Figures.plural(history.alarms().size(), "alarm"),
                                Figures.plural(history.runs().size(), "run"),
                                history.budget(),
                                Figures.plural(history.streams(), "stream")));
    }

    private void print(History.Alarm alarm) {
        var slice = alarm.slice().map(tag -> ", slice " + tag).orElse("");
        host.terminal()
                .line("alarm at %s: %s%s changed at run %s (90 %% sure: from %s to %s)"
                        .formatted(
                                Visible.line(alarm.run()),
                                Visible.line(alarm.promise()),
                                Visible.line(slice),
                                Visible.line(alarm.likeliest()),
                                Visible.line(alarm.earliest()),
                                Visible.line(alarm.latest())));
    }

    private void print(History.Discovery discovery) {
        host.terminal()
                .line("changed after the last run: %s%s (false discovery rate %.2g %%)"
                        .formatted(
                                Visible.line(discovery.promise()),
                                Visible.line(discovery
                                        .slice()
                                        .map(tag -> ", slice " + tag)
                                        .orElse("")),
                                100 * discovery.rate()));
    }
}
