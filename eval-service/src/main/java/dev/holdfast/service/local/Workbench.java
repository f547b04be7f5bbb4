package dev.holdfast.service.local;

import dev.holdfast.baselines.compare.Looks;
import dev.holdfast.gpu.replay.LocalTargets;
import dev.holdfast.harness.replay.Ending;
import dev.holdfast.harness.replay.Journal;
import dev.holdfast.harness.replay.Progress;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.SuiteRunner;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.LocalModels;
import dev.holdfast.harness.target.Plans;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.RunPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Replays a pact's golden tasks from this machine.
///
/// @param environment where `${env:NAME}` is looked up
/// @param holdfast    the version that makes the runs
public record Workbench(Map<String, String> environment, InstantSource clock, String holdfast) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private static final LocalModels LOCALS = new LocalTargets();

    /// What is to be replayed, and where the journal goes.
    ///
    /// @param budget   in US dollars, beside those of the pact
    /// @param adaptive how long to go on after the first repeats; absent where their number is fixed
    public record Order(
            String run, Path journal, int repeats, Start start, OptionalDouble budget, Optional<Adaptive> adaptive) {
        /// Without a budget but the pact's.
        ///
        /// @param resume go on with the journal where there is one
        public Order(String run, Path journal, int repeats, boolean resume) {
            this(run, journal, repeats, resume, Optional.empty());
        }

        /// Without a budget but the pact's.
        ///
        /// @param resume go on with the journal where there is one
        public Order(String run, Path journal, int repeats, boolean resume, Optional<Adaptive> adaptive) {
            this(run, journal, repeats, resume ? Start.RESUME : Start.NEW, OptionalDouble.empty(), adaptive);
        }
    }

    /// What is asked.
    public enum Start {
        /// Everything, in a new journal.
        NEW,
        /// What is missing in the journal, where there is one, and what failed.
        RESUME,
        /// What failed, and nothing else.
        RETRY_FAILED
    }

    /// When to stop repeating.
    ///
    /// @param most      repeats of every task
    /// @param undecided whether the run as it stands leaves open what another repeat could answer
    public record Adaptive(int most, Predicate<Run> undecided) {}

    /// A run, by what it set out to do and where it lies, and how it ended.
    public record Made(RunPlan plan, Path journal, Ending ending) {
        /// All of the run, with what judges have said of it so far.
        public Run run() {
            return RunFile.read(journal).runs().getFirst();
        }
    }

    /// A name for a run that begins now.
    public String runId(PactFile file) {
        return file.pact().name() + "-" + STAMP.format(clock.instant());
    }

    /// What the pact's references stand for here.
    public Secrets secrets(PactFile file) {
        return new Secrets(name -> Optional.ofNullable(environment.get(name)), file.folder());
    }

    /// Where runs lie unless somebody says otherwise: beside the pact.
    public static Path journal(PactFile file, String run) {
        return file.resolve("runs").resolve(run + ".jsonl");
    }

    /// Replays until everything is done, or the consumer's runner is closed.
    ///
    /// @param begun is given every runner, one a look, so that an interrupt can end it with grace
    public Made replay(PactFile file, Order order, Progress progress, Consumer<SuiteRunner> begun) throws IOException {
        var secrets = secrets(file);
        var fixed =
                Plans.of(file, order.repeats(), order.run(), now(), holdfast).on(LOCALS.surroundings(file));
        var plan = order.adaptive().map(a -> fixed.adaptive(a.most())).orElse(fixed);
        try (var target = Targets.open(file, secrets, clock, LOCALS);
                var journal = journal(order, plan, file.suite())) {
            Function<SuiteRunner, Ending> look = runner -> {
                begun.accept(runner);
                return runner.run(file.suite(), journal, progress, Spending.purse(file, order, now()));
            };
            var ending = pass(file, target, journal, look);
            while (ending instanceof Ending.Complete && extended(order, journal)) {
                ending = pass(file, target, journal, look);
            }
            return new Made(journal.plan(), order.journal(), ending);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Whether there is more to be made, because the answer is still open.
    private static boolean extended(Order order, Journal journal) {
        if (order.adaptive().isEmpty()) {
            return false;
        }
        var adaptive = order.adaptive().get();
        var next = new Looks(journal.plan().repeats(), adaptive.most()).next();
        if (next.isEmpty() || !adaptive.undecided().test(journal.read())) {
            return false;
        }
        journal.extend(next.getAsInt());
        return true;
    }

    private Ending pass(PactFile file, Replayer target, Journal journal, Function<SuiteRunner, Ending> look) {
        var limits = file.pact().agent().limits();
        var seed = journal.plan().run().hashCode();
        try (var runner = new SuiteRunner(target, limits, SuiteRunner.GRACE, clock, seed)) {
            return look.apply(runner);
        }
    }

    private static Journal journal(Order order, RunPlan plan, Suite suite) throws IOException {
        Files.createDirectories(order.journal().toAbsolutePath().resolveSibling(""));
        return switch (order.start()) {
            case RETRY_FAILED -> Journal.retryFailed(order.journal(), plan, suite);
            case RESUME ->
                Files.exists(order.journal())
                        ? Journal.resume(order.journal(), plan, suite)
                        : Journal.create(order.journal(), plan);
            case NEW -> Journal.create(order.journal(), plan);
        };
    }

    private Instant now() {
        return clock.instant();
    }
}
