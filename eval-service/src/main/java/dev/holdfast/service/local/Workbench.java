package dev.holdfast.service.local;

import dev.holdfast.harness.replay.Ending;
import dev.holdfast.harness.replay.Journal;
import dev.holdfast.harness.replay.Progress;
import dev.holdfast.harness.replay.SuiteRunner;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.Plans;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Run;
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
import java.util.function.Consumer;

/// Replays a pact's golden tasks from this machine.
///
/// @param environment where `${env:NAME}` is looked up
/// @param holdfast    the version that makes the runs
public record Workbench(Map<String, String> environment, InstantSource clock, String holdfast) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    /// What is to be replayed, and where the journal goes.
    ///
    /// @param resume go on with the journal where there is one
    public record Order(String run, Path journal, int repeats, boolean resume) {}

    /// A run and how it ended.
    public record Made(Run run, Ending ending) {}

    /// A name for a run that begins now.
    public String runId(PactFile file) {
        return file.pact().name() + "-" + STAMP.format(clock.instant());
    }

    /// Where runs lie unless somebody says otherwise: beside the pact.
    public static Path journal(PactFile file, String run) {
        return file.resolve("runs").resolve(run + ".jsonl");
    }

    /// Replays until everything is done, or the consumer's runner is closed.
    ///
    /// @param begun is given the runner, so that an interrupt can end it with grace
    public Made replay(PactFile file, Order order, Progress progress, Consumer<SuiteRunner> begun) throws IOException {
        var secrets = new Secrets(name -> Optional.ofNullable(environment.get(name)), file.folder());
        var agent = file.pact().agent();
        var plan = Plans.of(file, order.repeats(), order.run(), now(), holdfast);
        try (var target = Targets.open(file, secrets, clock);
                var journal = journal(order, plan, file.suite());
                var runner = new SuiteRunner(
                        target,
                        agent.limits(),
                        SuiteRunner.GRACE,
                        clock,
                        order.run().hashCode())) {
            begun.accept(runner);
            var ending = runner.run(file.suite(), journal, progress);
            return new Made(journal.read(), ending);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Journal journal(Order order, RunPlan plan, Suite suite) throws IOException {
        Files.createDirectories(order.journal().toAbsolutePath().resolveSibling(""));
        return order.resume() && Files.exists(order.journal())
                ? Journal.resume(order.journal(), plan, suite)
                : Journal.create(order.journal(), plan);
    }

    private Instant now() {
        return clock.instant();
    }
}
