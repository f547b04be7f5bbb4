package dev.holdfast.service.cli;

import dev.holdfast.harness.replay.Ending;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.local.Judging;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// Makes runs for commands: shows how far they are, and ends them with grace when the user interrupts.
record Replays(Host host) {
    Workbench workbench() {
        return new Workbench(host.environment(), host.clock(), Version.text());
    }

    /// A run that is held against no other.
    Workbench.Made make(PactFile file, Workbench.Order order) throws IOException {
        return make(file, order, Hearing.NONE);
    }

    /// @param known what judges said of other runs, and the answers that this run's are held against
    Workbench.Made make(PactFile file, Workbench.Order order, Hearing known) throws IOException {
        var progress = new ProgressLine(host.terminal(), order.run());
        var finished = new AtomicBoolean();
        var made = workbench()
                .replay(
                        file,
                        order,
                        progress,
                        runner -> onInterrupt(finished, () -> {
                            runner.close();
                            host.terminal()
                                    .say("interrupted; what is done is kept, and `holdfast run " + file.path()
                                            + " --resume --out " + order.journal() + "` goes on from here");
                        }));
        finished.set(true);
        progress.end();
        if (made.ending() instanceof Ending.GaveUp(var reason)) {
            host.terminal().say("gave the target up: " + reason);
        }
        return new Workbench.Made(judged(file, made.run(), order.journal(), known), made.ending());
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

    /// How often each task is replayed: as the user says, else as the pact says, else once.
    static int repeats(PactFile file, int asked) {
        return asked > 0 ? asked : file.pact().watch().repeats().orElse(1);
    }

    private static void onInterrupt(AtomicBoolean finished, Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!finished.get()) {
                end.run();
            }
        }));
    }
}
