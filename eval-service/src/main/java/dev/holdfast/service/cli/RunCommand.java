package dev.holdfast.service.cli;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.PolicySurvey;
import dev.holdfast.baselines.compare.PolicyWords;
import dev.holdfast.baselines.compare.ProbeSurvey;
import dev.holdfast.baselines.compare.Standing;
import dev.holdfast.harness.judge.Docket;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.reports.ProbeLines;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.evaluation.PolicyReading;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final int MOST_SHOWN = 10;

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
            names = "--retry-failed",
            paramLabel = "RUN",
            description = "Ask again what has no answer in this journal, and nothing else.")
    private Optional<Path> retryFailed;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "Stop before the run costs more, beside what the pact's watch.spend says.")
    private Optional<Double> budget;

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
    /// @param policy  what the agent's policy made of its answers, where it declares one
    /// @param probes  what the run shows of the agent under the pact's probes
    /// @param control the control's run of the same occasion, where the pact declares one
    record Summary(
            String run,
            String journal,
            int planned,
            int observations,
            long failures,
            List<DeadLetter> deadLetters,
            Map<String, Certificate.Level> levels,
            Optional<PolicyReading> policy,
            List<ProbeReading> probes,
            Optional<Summary> control) {}

    /// A replay that failed for good.
    record DeadLetter(String task, int repeat, String kind, String message) {
        static Optional<DeadLetter> of(Observation observation) {
            return observation.outcome() instanceof Outcome.Failed(var kind, var message)
                    ? Optional.of(new DeadLetter(observation.task(), observation.repeat(), kind.key(), message))
                    : Optional.empty();
        }
    }

    @Override
    public Integer call() throws IOException {
        refuseContradictions();
        var replays = new Replays(host);
        var file = Candidates.of(PactReader.read(pact), candidate);
        var id = replays.workbench().runId(file);
        var journal = retryFailed.or(() -> out).orElseGet(() -> Workbench.journal(file, id));
        var order = order(file, id, journal);
        var made = replays.make(file, order);
        var control = replays.control(file, order, made).map(run -> summary(file, run, Optional.empty()));
        var summary = summary(file, made, control);
        print(file, summary);
        return exitCode(summary).code();
    }

    private void refuseContradictions() {
        if (resume && out.isEmpty()) {
            throw new UsageException("--resume needs --out: the journal to go on with");
        }
        if (retryFailed.isPresent() && (resume || out.isPresent())) {
            throw new UsageException("--retry-failed names the journal itself; leave --out and --resume out");
        }
        if (budget.isPresent() && !(budget.get() > 0)) {
            throw new UsageException("--budget is an amount of US dollars such as 2.50");
        }
    }

    /// What failed in a run of so many repeats is asked again as it was asked.
    private Workbench.Order order(PactFile file, String id, Path journal) {
        var start = retryFailed.isPresent()
                ? Workbench.Start.RETRY_FAILED
                : resume ? Workbench.Start.RESUME : Workbench.Start.NEW;
        return new Workbench.Order(
                id,
                journal,
                Replays.repeats(file, repeats),
                start,
                budget.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                Optional.empty());
    }

    /// Observations are looked at one at a time: a run may hold more of them than the memory.
    private static Summary summary(PactFile file, Workbench.Made made, Optional<Summary> control) {
        var votes = new Docket(file).isEmpty() ? Hearing.NONE : Hearing.of(List.of(made.run()));
        var standing = new Standing(file, file.suite().tasks(), votes, Confidence.DEFAULT);
        var observations = new AtomicInteger();
        var letters = new ArrayList<DeadLetter>();
        RunFile.read(made.journal(), (_, observation) -> {
            standing.add(observation);
            observations.incrementAndGet();
            DeadLetter.of(observation).ifPresent(letters::add);
        });
        return new Summary(
                made.plan().run(),
                made.journal().toString(),
                made.plan().planned(),
                observations.get(),
                letters.size(),
                letters,
                standing.levels(),
                policy(file, made),
                probes(file, made),
                control);
    }

    private static List<ProbeReading> probes(PactFile file, Workbench.Made made) {
        return file.pact().probes().isEmpty() ? List.of() : ProbeSurvey.alone(file, made.run(), Confidence.DEFAULT);
    }

    private static Optional<PolicyReading> policy(PactFile file, Workbench.Made made) {
        return file.pact().agent().policy().equals(AnswerPolicy.ONCE)
                ? Optional.empty()
                : new PolicySurvey(file, List.of(made.run())).recorded();
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
                .line("%s: %s of %s replays, %s without an answer"
                        .formatted(
                                summary.run(),
                                Figures.count(summary.observations()),
                                Figures.count(summary.planned()),
                                Figures.count(summary.failures())));
        summary.levels().forEach((name, level) -> {
            var unit = java.util.Objects.requireNonNull(file.pact().metrics().get(name))
                    .unit();
            host.terminal()
                    .line("  %-20s %s  (95 %% interval %s … %s, %s tasks)"
                            .formatted(
                                    name,
                                    unit.text(level.value()),
                                    unit.text(level.low()),
                                    unit.text(level.high()),
                                    Figures.count(level.tasks())));
        });
        summary.policy().map(PolicyWords::of).orElse(List.of()).forEach(host.terminal()::line);
        summary.probes().forEach(this::tell);
        host.terminal().line("journal: " + summary.journal());
        sayDeadLetters(summary);
    }

    private void tell(ProbeReading probe) {
        host.terminal()
                .line("Probe " + probe.probe() + (probe.weak() ? " finds a weakness. " : ". ")
                        + Visible.line(probe.advice()));
        ProbeLines.curves(probe).forEach(line -> host.terminal().line("  " + line));
    }

    private void sayDeadLetters(Summary summary) {
        summary.deadLetters().stream()
                .limit(MOST_SHOWN)
                .forEach(letter -> host.terminal()
                        .say("no answer: %s, repeat %d: %s: %s"
                                .formatted(letter.task(), letter.repeat(), letter.kind(), letter.message())));
        if (!summary.deadLetters().isEmpty()) {
            var more = summary.deadLetters().size() - MOST_SHOWN;
            host.terminal()
                    .say((more > 0 ? "and " + more + " more; " : "") + "`holdfast run " + pact + " --retry-failed "
                            + summary.journal() + "` asks them again and nothing else");
        }
    }

    private static ExitCode exitCode(Summary summary) {
        var lacking = summary.planned() - summary.observations() + summary.failures();
        return lacking > MOST_FAILURES * summary.planned() ? ExitCode.ERROR : ExitCode.PASS;
    }
}
