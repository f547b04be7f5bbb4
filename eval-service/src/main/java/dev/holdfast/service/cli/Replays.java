package dev.holdfast.service.cli;

import dev.holdfast.harness.replay.Ending;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Makes runs for commands: shows how far they are, and ends them with grace when the user interrupts.
record Replays(Host host) {
    Workbench workbench() {
        return new Workbench(host.environment(), host.clock(), Version.text());
    }

    Workbench.Made make(PactFile file, Workbench.Order order) throws IOException {
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
        if (made.ending() instanceof Ending.BudgetSpent(var reason)) {
            host.terminal()
                    .say("stopped, for the money: " + reason + "; what is done is kept, and `holdfast run "
                            + file.path() + " --resume --out " + order.journal()
                            + "` goes on from here when there is more");
        }
        return made;
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
