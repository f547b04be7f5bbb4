package dev.holdfast.harness.target;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs a program once, within its limits, and leaves nothing of it running.
///
/// @param environment beside what every program needs
/// @param mostOutput  bytes on standard output
record Program(
        List<String> command, ReplayFolder folder, Map<String, String> environment, Duration timeout, int mostOutput) {
    /// What of the surroundings is passed on: where programs are, and how text is written.
    private static final Set<String> PASSED_ON = Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

    private static final int KEPT_OF_ERRORS = 2_000;

    /// How long after the first look at whom it has started comes the next; each look waits twice as long as the one
    /// before, for each goes through all processes of the machine, and many programs may be running.
    private static final Duration LOOK = Duration.ofMillis(10);

    private static final Duration LONGEST_LOOK = Duration.ofMillis(320);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /// How it ended.
    sealed interface Ended {
        record Exited(int code, String out, String err, Duration took) implements Ended {}

        /// It took too long, and was ended.
        ///
        /// @param out what it had printed by then
        record TooLate(String out) implements Ended {}

        record TooMuch() implements Ended {}

        /// Something that it started, and that got away, holds its output open.
        record Unheard() implements Ended {}
    }

    /// @throws IOException when it cannot be started
    Ended run(String stdin) throws IOException, InterruptedException {
        var started = System.nanoTime();
        var process = builder().start();
        var family = new HashSet<ProcessHandle>();
        try {
            var tooMuch = new AtomicBoolean();
            var printed = new ByteArrayOutputStream();
            var out = reading(() -> all(process.getInputStream(), tooMuch, printed));
            var err = reading(() -> end(process.getErrorStream()));
            var _ = reading(() -> write(process, stdin));
            var look = LOOK;
            while (!process.waitFor(look)) {
                look = look.compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : look;
                process.descendants().forEach(family::add);
                if (tooMuch.get()) {
                    return new Ended.TooMuch();
                }
                if (System.nanoTime() - started > timeout.toNanos()) {
                    return new Ended.TooLate(printed.toString(StandardCharsets.UTF_8));
                }
            }
            var took = Duration.ofNanos(System.nanoTime() - started);
            // whoever it left behind may hold its output open; the program itself is not ended anew, for that would
            // close what it has printed
            process.descendants().forEach(family::add);
            family.forEach(ProcessHandle::destroyForcibly);
            var said = text(out);
            if (tooMuch.get()) {
                return new Ended.TooMuch();
            }
            return said.isEmpty()
                    ? new Ended.Unheard()
                    : new Ended.Exited(
                            process.exitValue(), said.get(), text(err).orElse(""), took);
        } finally {
            kill(process, family);
        }
    }

    private ProcessBuilder builder() {
        var builder = new ProcessBuilder(command).directory(folder.work().toFile());
        var variables = builder.environment();
        variables.keySet().retainAll(PASSED_ON);
        variables.put("HOME", folder.home().toString());
        variables.put("TMPDIR", folder.home().toString());
        variables.putAll(environment);
        return builder;
    }

    /// Those seen at any time, for a child whose parent has ended is nobody's descendant any more.
    private static void kill(Process process, Set<ProcessHandle> family) {
        process.descendants().forEach(family::add);
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private interface Reading {
        String read() throws IOException;
    }

    private static FutureTask<String> reading(Reading reading) {
        var task = new FutureTask<>(reading::read);
        Thread.ofVirtual().start(task);
        return task;
    }

    /// @param printed where it goes as it comes, so that it is there when there is no end
    private String all(InputStream in, AtomicBoolean tooMuch, ByteArrayOutputStream printed) throws IOException {
        var part = new byte[8192];
        for (var read = in.read(part); read >= 0; read = in.read(part)) {
            printed.write(part, 0, read);
            if (printed.size() > mostOutput) {
                tooMuch.set(true);
                break;
            }
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /// The last of it, for that is where a program says why it gives up.
    private static String end(InputStream in) throws IOException {
        var last = new ByteArrayOutputStream();
        var part = new byte[KEPT_OF_ERRORS];
        for (var read = in.read(part); read >= 0; read = in.read(part)) {
            var all = last.toByteArray();
            last.reset();
            var kept = Math.min(all.length, KEPT_OF_ERRORS);
            last.write(all, all.length - kept, kept);
            last.write(part, 0, read);
        }
        return last.toString(StandardCharsets.UTF_8);
    }

    private static String write(Process process, String stdin) throws IOException {
        try (var out = process.getOutputStream()) {
            out.write(stdin.getBytes(StandardCharsets.UTF_8));
        }
        return "";
    }

    /// Empty when it does not come to its end.
    private static Optional<String> text(FutureTask<String> reading) throws InterruptedException {
        try {
            return Optional.of(reading.get(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS));
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return Optional.empty();
        }
    }
}
