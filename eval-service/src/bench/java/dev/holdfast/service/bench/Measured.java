package dev.holdfast.service.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a process took, seen from outside; for Linux, which tells the peak of a process's memory.
///
/// @param wall seconds from its start to its end
/// @param cpu  seconds of the processor, its own and its children's
/// @param peak MiB of memory, of its largest process
/// @param out  what it printed
record Measured(double wall, double cpu, double peak, String out) {
    /// bash tells what a process and its children took, which Java does not once they have ended.
    private static final String SCRIPT = "TIMEFORMAT='%U %S'; { time \"$@\" >out.txt 2>err.txt; } 2>times.txt";

    private static final long LOOK = 20;

    /// Whom it has started is asked less often: that goes through all processes of the machine, and is felt.
    private static final int SELDOM = 25;

    /// Runs a command to its end.
    ///
    /// @throws IOException when it cannot be run, or ends with another code than 0
    static Measured of(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bash"));
        all.addAll(command);
        var builder = new ProcessBuilder(all).directory(folder.toFile());
        builder.environment().putAll(environment);
        var start = System.nanoTime();
        var process = builder.start();
        var peak = 0.0;
        var family = List.<ProcessHandle>of();
        for (var look = 0; process.isAlive(); look++) {
            if (look % SELDOM == 0) {
                family = process.descendants().toList();
            }
            peak = Math.max(
                    peak, family.stream().mapToDouble(Measured::peak).max().orElse(0));
            Thread.sleep(LOOK);
        }
        var wall = (System.nanoTime() - start) / 1e9;
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with " + process.exitValue() + ":\n"
                    + Files.readString(folder.resolve("err.txt")));
        }
        var times = Files.readString(folder.resolve("times.txt")).strip().split(" ");
        var cpu = Stream.of(times).mapToDouble(Double::parseDouble).sum();
        return new Measured(wall, cpu, peak, Files.readString(folder.resolve("out.txt")));
    }

    private static double peak(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // it has ended
        }
    }
}
