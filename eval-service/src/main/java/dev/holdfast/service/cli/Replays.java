package dev.holdfast.service.cli;

import dev.holdfast.harness.judge.Docket;
import dev.holdfast.harness.replay.Ending;
import dev.holdfast.harness.replay.SuiteRunner;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.local.Controls;
import dev.holdfast.service.local.Judging;
import dev.holdfast.service.local.ReviewQueue;
import dev.holdfast.service.local.RightOfWay;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Makes runs for commands: shows how far they are, and ends them with grace when the user interrupts.
///
/// @param gate whether somebody waits for the answer, so that runs of other processes let this one go first
record Replays(Host host, boolean gate) {
    /// For whom nobody waits.
    Replays(Host host) {
        this(host, false);
    }

    Workbench workbench() {
        return new Workbench(host.environment(), host.clock(), Version.text());
    }

    /// A run that is held against no other.
    Workbench.Made make(PactFile file, Workbench.Order order) throws IOException {
        return make(file, order, Hearing.NONE);
    }

    /// @param known what judges said of other runs, and the answers that this run's are held against
    Workbench.Made make(PactFile file, Workbench.Order order, Hearing known) throws IOException {
        return make(file, order, known, order.journal());
    }

    /// @param journal what the user goes on with: the agent's, also where the control is being asked
    private Workbench.Made make(PactFile file, Workbench.Order order, Hearing known, Path journal) throws IOException {
        var progress = new ProgressLine(host.terminal(), order.run());
        var finished = new AtomicBoolean();
        var working = new AtomicReference<@Nullable SuiteRunner>();
        var command = gate ? "gate" : "run";
        onInterrupt(finished, () -> {
            var runner = working.get();
            if (runner != null) {
                runner.close();
            }
            host.terminal()
                    .say("interrupted; what is done is kept, and `holdfast " + command + " " + file.path()
                            + " --resume --out " + journal + "` goes on from here");
        });
        var made = replay(file, order, progress, working::set);
        finished.set(true);
        progress.end();
        if (made.ending() instanceof Ending.GaveUp(var reason)) {
            host.terminal().say("gave the target up: " + reason);
        }
        if (made.ending() instanceof Ending.BudgetSpent(var reason)) {
            host.terminal()
                    .say("stopped, for the money: " + reason + "; what is done is kept, and `holdfast " + command + " "
                            + file.path() + " --resume --out " + order.journal()
                            + "` goes on from here when there is more");
        }
        if (file.pact().agent().policy().escalates()) {
            sayHandedOver(ReviewQueue.update(file, made.run(), order.journal()), order.journal());
        }
        if (!new Docket(file).isEmpty()) {
            judged(file, made.run(), order.journal(), known);
        }
        return made;
    }

    private Workbench.Made replay(
            PactFile file, Workbench.Order order, ProgressLine progress, Consumer<SuiteRunner> begun)
            throws IOException {
        var way = RightOfWay.of(host.home(), file, workbench().secrets(file));
        if (!gate) {
            var others = way.map(this::others).orElse(() -> false);
            return workbench().replay(file, order, progress, begun.andThen(runner -> runner.yieldTo(others)));
        }
        try (var _ = way.map(RightOfWay::take).orElseGet(() -> new RightOfWay.Taken(Optional.empty()))) {
            return workbench().replay(file, order, progress, begun);
        }
    }

    /// Whether a gate goes first; the first time, the user is told.
    private BooleanSupplier others(RightOfWay way) {
        var told = new AtomicBoolean();
        return () -> {
            var waits = way.isTaken();
            if (waits && told.compareAndSet(false, true)) {
                host.terminal().say("a gate asks the same agent; this run goes on when it has its answers");
            }
            return waits;
        };
    }

    private void sayHandedOver(int replays, Path journal) {
        if (replays > 0) {
            host.terminal()
                    .say("handed over to a person: %d replays; they wait in %s, where each line has a label to fill in"
                            .formatted(replays, ReviewQueue.beside(journal)));
        }
    }

    /// The run with the votes of the pact's judges, who are asked where they were not.
    Run judged(PactFile file, Run run, Path runFile, Hearing known) throws IOException {
        var judging = new Judging(
                host.environment(), host.clock(), () -> UUID.randomUUID().toString());
        var judged = judging.judge(file, run, runFile, known);
        if (judged.asked() > 0) {
            host.terminal()
                    .say("asked judges %d questions; their votes are in %s"
                            .formatted(judged.asked(), RunFile.votesBeside(runFile)));
        }
        judged.unreached().forEach((name, why) -> host.terminal().say("judge " + name + " was not reached: " + why));
        return judged.run();
    }

    /// Makes the control's run of the same occasion, where the pact declares a control and the agent's run came to
    /// its end.
    Optional<Workbench.Made> control(PactFile file, Workbench.Order order, Workbench.Made agent) throws IOException {
        var control = Controls.of(file);
        if (control.isEmpty() || !(agent.ending() instanceof Ending.Complete)) {
            return Optional.empty();
        }
        var ordered = Controls.order(order, agent.plan().run());
        return Optional.of(make(control.get(), ordered, Hearing.NONE, order.journal()));
    }

    /// How often each task is replayed at first: as the user says, else as the pact says, else once. Where nobody
    /// looks at the run before it ends, `auto` is once as well.
    static int repeats(PactFile file, Optional<Watch.Repeats> asked) {
        return switch (wanted(file, asked)) {
            case Watch.Repeats.Times(var count) -> count;
            case Watch.Repeats.Auto() -> 1;
        };
    }

    static Watch.Repeats wanted(PactFile file, Optional<Watch.Repeats> asked) {
        return asked.or(() -> file.pact().watch().repeats()).orElse(new Watch.Repeats.Times(1));
    }

    /// Reads `--repeats`.
    static final class Converter implements CommandLine.ITypeConverter<Watch.Repeats> {
        private static final int MOST = 1000;

        @Override
        public Watch.Repeats convert(String value) {
            if (value.equals("auto")) {
                return new Watch.Repeats.Auto();
            }
            if (value.matches("[0-9]{1,4}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= MOST) {
                return new Watch.Repeats.Times(Integer.parseInt(value));
            }
            throw new CommandLine.TypeConversionException(
                    "expected auto or a number from 1 to " + MOST + ", got \"" + value + "\"");
        }
    }

    private static void onInterrupt(AtomicBoolean finished, Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!finished.get()) {
                end.run();
            }
        }));
    }
}
