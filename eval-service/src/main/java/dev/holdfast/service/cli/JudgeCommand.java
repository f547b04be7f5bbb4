package dev.holdfast.service.cli;

import dev.holdfast.baselines.compare.JudgeAgreement;
import dev.holdfast.harness.judge.Docket;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.local.Recordings;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks the judges of a pact about recorded runs, and says how far the judges agree with people.
@Command(
        name = "judge",
        description = "Asks a pact's judges what no vote is recorded on, and says how far they agree with people.",
        mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "PACT", description = "The pact.")
    private Path pact;

    @Option(
            names = "--from",
            arity = "1..*",
            paramLabel = "RUNS",
            description =
                    "Files of recorded runs; votes go beside them. Without it, only the calibration is asked about.")
    private List<Path> from = List.of();

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format;

    JudgeCommand(Host host) {
        this.host = host;
    }

    /// What `--format json` prints.
    ///
    /// @param enough whether the judges of every metric with a calibration may be relied on
    record Summary(List<String> runs, boolean enough, List<JudgeAgreement> agreements) {}

    @Override
    public Integer call() throws IOException {
        var file = PactReader.read(pact);
        var docket = new Docket(file);
        if (docket.isEmpty()) {
            throw new UsageException(pact + " has no metric that asks a judge");
        }
        var known = from.isEmpty() ? Hearing.NONE : known(file);
        var runs = from.isEmpty() ? List.of(calibration(file)) : judged(file, known);
        var open = runs.stream()
                .mapToInt(run -> docket.open(run, known.and(runs)).size())
                .sum();
        print(summary(file, runs), open);
        return (open == 0 ? ExitCode.PASS : ExitCode.ERROR).code();
    }

    private Run calibration(PactFile file) throws IOException {
        var replays = new Replays(host);
        var id = replays.workbench().runId(file) + "-judges";
        var none = new Run(id, Optional.empty(), List.of());
        return replays.judged(file, none, Workbench.journal(file, id), Hearing.NONE);
    }

    /// Of the baseline, where there is one.
    private Hearing known(PactFile file) throws IOException {
        var certified = baseline.isThere(file) ? baseline.read(host, file) : Optional.<Baseline>empty();
        return certified.map(there -> Hearing.of(there.runs())).orElse(Hearing.NONE);
    }

    private List<Run> judged(PactFile file, Hearing known) throws IOException {
        var judged = new ArrayList<Run>();
        for (var path : from) {
            for (var run : Recordings.pick(file, List.of(path), List.of(), host.terminal()::say)) {
                judged.add(new Replays(host).judged(file, run, path, known.and(judged)));
            }
        }
        return judged;
    }

    private static Summary summary(PactFile file, List<Run> runs) {
        var agreements = file.pact().metrics().values().stream()
                .filter(metric -> metric.measure() instanceof Measure.Judge judge
                        && !judge.calibration().isEmpty())
                .map(metric -> JudgeAgreement.withPeople(metric, Hearing.of(runs)))
                .toList();
        return new Summary(
                runs.stream().map(Run::id).toList(),
                agreements.stream().allMatch(JudgeAgreement::isEnough),
                agreements);
    }

    private void print(Summary summary, int open) {
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(summary));
            return;
        }
        summary.agreements()
                .forEach(agreement -> host.terminal().line(agreement.metric() + ": " + agreement.sentence()));
        if (summary.agreements().isEmpty()) {
            host.terminal().line("no metric has a calibration set, so nobody knows how far to trust its judges");
        }
        host.terminal().line(open == 0 ? "every vote is recorded" : open + " votes are missing");
    }
}
