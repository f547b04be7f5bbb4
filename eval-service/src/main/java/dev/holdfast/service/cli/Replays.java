package dev.holdfast.service.cli;

import dev.holdfast.harness.replay.Ending;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.local.Controls;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Makes runs for commands: shows how far they are, and ends them with grace when the user interrupts.
record Replays(Host host) {
    Workbench workbench() {
        return new Workbench(host.environment(), host.clock(), Version.text());
    }

    Workbench.Made make(PactFile file, Workbench.Order order) throws IOException {
        return make(file, order, order.journal());
    }

    /// @param journal what the user goes on with: the agent's, also where the control is being asked
    private Workbench.Made make(PactFile file, Workbench.Order order, Path journal) throws IOException {
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
                                            + " --resume --out " + journal + "` goes on from here");
                        }));
        finished.set(true);
        progress.end();
        if (made.ending() instanceof Ending.GaveUp(var reason)) {
            host.terminal().say("gave the target up: " + reason);
        }
        return made;
    }

    /// Makes the control's run of the same occasion, where the pact declares a control and the agent's run came to
    /// its end.
    Optional<Run> control(PactFile file, Workbench.Order order, Workbench.Made agent) throws IOException {
        var control = Controls.of(file);
        if (control.isEmpty() || !(agent.ending() instanceof Ending.Complete)) {
            return Optional.empty();
        }
        return Optional.of(make(control.get(), Controls.order(order, agent.run()), order.journal())
                .run());
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
