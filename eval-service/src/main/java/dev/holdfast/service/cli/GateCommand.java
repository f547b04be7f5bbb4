package dev.holdfast.service.cli;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.Evaluator;
import dev.holdfast.baselines.compare.Looks;
import dev.holdfast.baselines.plan.Cost;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.reports.ReportFolder;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.gate.Decision.Undecided;
import dev.holdfast.service.local.LocalCandidates;
import dev.holdfast.service.local.Recordings;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares a candidate with the baseline; lets nothing through but PASS.
@Command(
        name = "gate",
        description = "Compares a candidate with the certified baseline; exit code 0 is PASS and nothing else.",
        mixinStandardHelpOptions = true)
final class GateCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "PACT", description = "The pact.")
    private Path pact;

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Option(names = "--candidate", paramLabel = "MODEL", description = "Ask this model instead of the pact's.")
    private Optional<String> candidate;

    @Option(names = "--from", paramLabel = "RUN", description = "A recorded run. Without it, a run is made now.")
    private Optional<Path> from;

    @Option(names = "--run", paramLabel = "NAME", description = "Which run of the file.")
    private Optional<String> named;

    @Option(
            names = "--out",
            paramLabel = "RUN",
            description = "Journal of the run that is made. Default: runs/<run>.jsonl beside the pact.")
    private Optional<Path> out;

    @Option(names = "--resume", description = "Go on with the journal that --out names.")
    private boolean resume;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            converter = Replays.Converter.class,
            description = "Replays of each task, or auto: until the answer is clear. Default: the pact's, else 1.")
    private Optional<Watch.Repeats> repeats;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.html, report.md, junit.xml, evaluation.json here.")
    private Optional<Path> report;

    @Option(names = "--on-inconclusive", defaultValue = "deny", description = "deny (default) or allow.")
    private Undecided undecided;

    @Option(names = "--format", defaultValue = "text", description = "text, json or github (annotations).")
    private OutputFormat format;

    GateCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        var promised = PactReader.read(pact);
        var file = Candidates.of(promised, candidate);
        if (service.named()) {
            return remote(file);
        }
        var certified = baseline.read(host, file);
        if (certified.isEmpty()) {
            new Unevaluated(file.pact().name(), List.of(baseline.missing(file))).print(host, format);
            return ExitCode.NOTHING_EVALUATED.code();
        }
        var both = from.isPresent() ? recorded(file, from.get()) : made(file, certified);
        var compared = evaluate(file, certified.get(), both);
        var evaluation = from.isPresent()
                ? compared
                : LocalCandidates.serving(promised, file).map(compared::with).orElse(compared);
        if (report.isPresent()) {
            ReportFolder.write(evaluation, report.get());
        }
        new EvaluationPrinter(host, format).print(evaluation, report.map(dir -> dir.resolve("report.html")));
        return ExitCode.of(evaluation, undecided).code();
    }

    /// The service has the baseline, so there is nothing to adapt the number of repeats to.
    private int remote(PactFile file) throws IOException {
        var both = from.isPresent() ? recorded(file, from.get()) : made(file, Optional.empty());
        var runs =
                Stream.concat(Stream.of(both.agent()), both.control().stream()).toList();
        return new RemoteGate(host, service, format, report).ask(file, runs, candidate, undecided == Undecided.ALLOW);
    }

    /// The run that is compared, and the control's of the same occasion.
    private record Both(Run agent, Optional<Run> control) {}

    private Both recorded(PactFile file, Path recording) {
        var runs = Recordings.pick(file, List.of(recording), named.stream().toList(), host.terminal()::say);
        if (runs.size() > 1) {
            throw new UsageException("%s holds %d runs; say which with --run: %s"
                    .formatted(
                            recording,
                            runs.size(),
                            String.join(", ", runs.stream().map(Run::id).toList())));
        }
        return new Both(
                runs.getFirst(),
                Recordings.controls(file, List.of(recording), runs).stream().findFirst());
    }

    private Evaluation evaluate(PactFile file, Baseline certified, Both both) {
        return new Evaluator(file, certified, both.agent(), both.control(), Confidence.DEFAULT)
                .evaluate("gate-" + both.agent().id(), host.clock().instant(), Version.text());
    }

    private Both made(PactFile file, Optional<Baseline> certified) throws IOException {
        var replays = new Replays(host, true);
        var id = replays.workbench().runId(file) + "-gate";
        var journal = out.orElseGet(() -> Workbench.journal(file, id));
        var order = new Workbench.Order(
                id, journal, Replays.repeats(file, repeats), resume, certified.flatMap(known -> adaptive(file, known)));
        var agent = replays.make(
                file, order, certified.map(known -> Hearing.of(known.runs())).orElse(Hearing.NONE));
        return new Both(agent.run(), replays.control(file, order, agent).map(Workbench.Made::run));
    }

    private Optional<Workbench.Adaptive> adaptive(PactFile file, Baseline certified) {
        return switch (Replays.wanted(file, repeats)) {
            case Watch.Repeats.Times _ -> Optional.empty();
            case Watch.Repeats.Auto() -> {
                var most = Cost.of(file, certified).mostRepeats(Looks.MOST);
                yield Optional.of(new Workbench.Adaptive(
                        most, run -> Looks.undecided(evaluate(file, certified, new Both(run, Optional.empty())))));
            }
        };
    }
}
