package dev.holdfast.service.cli;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.Standing;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.local.Controls;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Replays the golden tasks and journals what comes back.
@Command(
        name = "run",
        description = "Replays the golden tasks of a pact; what is done survives a crash.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /// More failures than this, and the run says too little about the agent.
    private static final double MOST_FAILURES = 0.1;

    private final Host host;

    @Parameters(paramLabel = "PACT", description = "The pact.")
    private Path pact;

    @Option(
            names = "--out",
            paramLabel = "RUN",
            description = "The journal. Default: runs/<run>.jsonl beside the pact.")
    private Optional<Path> out;

    @Option(names = "--resume", description = "Go on with the journal that --out names: only what is missing is asked.")
    private boolean resume;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            converter = Replays.Converter.class,
            description = "Replays of each task. Default: the pact's, else 1.")
    private Optional<Watch.Repeats> repeats;

    @Option(names = "--candidate", paramLabel = "MODEL", description = "Ask this model instead of the pact's.")
    private Optional<String> candidate;

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format;

    RunCommand(Host host) {
        this.host = host;
    }

    /// What `--format json` prints: counted anew from the journal, not from counters.
    ///
    /// @param control the control's run of the same occasion, where the pact declares one
    record Summary(
            String run,
            String journal,
            int planned,
            int observations,
            long failures,
            Map<String, Certificate.Level> levels,
            Optional<Summary> control) {}

    @Override
    public Integer call() throws IOException {
        if (resume && out.isEmpty()) {
            throw new UsageException("--resume needs --out: the journal to go on with");
        }
        var replays = new Replays(host);
        var file = Candidates.of(PactReader.read(pact), candidate);
        var id = replays.workbench().runId(file);
        var journal = out.orElseGet(() -> Workbench.journal(file, id));
        var order = new Workbench.Order(id, journal, Replays.repeats(file, repeats), resume);
        var made = replays.make(file, order);
        var control = replays.control(file, order, made)
                .map(run -> summary(file, Controls.journal(journal), run, Optional.empty()));
        var summary = summary(file, journal, made.run(), control);
        print(file, summary);
        return exitCode(summary).code();
    }

    private static Summary summary(PactFile file, Path journal, Run run, Optional<Summary> control) {
        var standing = new Standing(file, file.suite().tasks(), List.of(run), Confidence.DEFAULT);
        return new Summary(
                run.id(),
                journal.toString(),
                run.plan().orElseThrow().planned(),
                run.observations().size(),
                run.failures(),
                standing.levels(),
                control);
    }

    private void print(PactFile file, Summary summary) {
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(summary));
            return;
        }
        tell(file, summary);
        summary.control().ifPresent(control -> tell(file, control));
    }

    private void tell(PactFile file, Summary summary) {
        host.terminal()
                .line("%s: %d of %d replays, %d without an answer"
                        .formatted(summary.run(), summary.observations(), summary.planned(), summary.failures()));
        summary.levels().forEach((name, level) -> {
            var unit = java.util.Objects.requireNonNull(file.pact().metrics().get(name))
                    .unit();
            host.terminal()
                    .line("  %-20s %s  (95 %% interval %s … %s, %d tasks)"
                            .formatted(
                                    name,
                                    unit.text(level.value()),
                                    unit.text(level.low()),
                                    unit.text(level.high()),
                                    level.tasks()));
        });
        host.terminal().line("journal: " + summary.journal());
    }

    private static ExitCode exitCode(Summary summary) {
        var lacking = summary.planned() - summary.observations() + summary.failures();
        return lacking > MOST_FAILURES * summary.planned() ? ExitCode.ERROR : ExitCode.PASS;
    }
}
