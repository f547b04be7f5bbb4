package dev.holdfast.service.cli;

import dev.holdfast.harness.replay.Ending;
import dev.holdfast.harness.replay.SuiteRunner;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Makes runs for commands: shows how far they are, and ends them with grace when the user interrupts.
record Replays(Host host) {
    Workbench workbench() {
        return new Workbench(host.environment(), host.clock(), Version.text());
    }

    Workbench.Made make(PactFile file, Workbench.Order order) throws IOException {
        var progress = new ProgressLine(host.terminal(), order.run());
        var finished = new AtomicBoolean();
        var working = new AtomicReference<@Nullable SuiteRunner>();
        var command = order.adaptive().isPresent() ? "gate" : "run";
        onInterrupt(finished, () -> {
            var runner = working.get();
            if (runner != null) {
                runner.close();
            }
            host.terminal()
                    .say("interrupted; what is done is kept, and `holdfast " + command + " " + file.path()
                            + " --resume --out " + order.journal() + "` goes on from here");
        });
        var made = workbench().replay(file, order, progress, working::set);
        finished.set(true);
        progress.end();
        if (made.ending() instanceof Ending.GaveUp(var reason)) {
            host.terminal().say("gave the target up: " + reason);
        }
        return made;
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
