package dev.holdfast.service.bench;

import dev.holdfast.harness.fake.Npm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Asks one server the same questions with Holdfast and with promptfoo in turn, and prints Markdown tables.
///
/// Arguments: Holdfast's launcher, and the number of rounds. Every round runs each once, so that a machine that slows
/// down
/// slows down both; the last table is of medians.
final class SpeedOfReplays {
    private static final int FEW = 1_000;
    private static final int MANY = 5_000;
    private static final int REPEATS = 20;

    private final List<Contender> contenders;
    private final int rounds;
    private final Path folder;
    private final List<Row> rows = new ArrayList<>();
    private final Process server;
    private final PrintWriter toServer;
    private final BufferedReader fromServer;
    private final String url;

    /// @param rate   tests a second between the first call and the last
    /// @param smooth the same from when a program has begun to run smoothly; nothing where there are no more tests
    private record Row(Contender contender, int latency, int tests, Measured took, double rate, double smooth) {}

    private SpeedOfReplays(List<Contender> contenders, int rounds) throws IOException {
        this.contenders = contenders;
        this.rounds = rounds;
        this.folder = Files.createTempDirectory("holdfast-speed");
        this.server = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MockServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.toServer = new PrintWriter(server.getOutputStream(), true, StandardCharsets.UTF_8);
        this.fromServer = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        this.url = fromServer.readLine();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var contenders = new ArrayList<Contender>();
        contenders.add(
                new Contender.Holdfast(Path.of(arguments[0]).toAbsolutePath().normalize()));
        try {
            contenders.add(Contender.Promptfoo.install());
        } catch (Npm.Unavailable e) {
            System.out.println("Without promptfoo: " + e.getMessage() + "\n");
        }
        var comparison = new SpeedOfReplays(contenders, Integer.parseInt(arguments[1]));
        try {
            comparison.run();
        } finally {
            comparison.server.destroy();
        }
    }

    private void run() throws IOException, InterruptedException {
        for (var contender : contenders) {
            contender.prepare(folder, FEW, url);
            contender.prepare(folder, MANY, url);
            // whatever is built or unpacked at a first start
            measure(contender, 0, FEW, 1);
        }
        System.out.println("| latency, ms | tests | round | | CPU, s | peak, MiB | whole time, s | tests a second |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (int latency : new int[] {0, 50}) {
            for (int tests : new int[] {FEW, MANY}) {
                rounds(latency, tests);
            }
        }
        summarize();
        var large = measure(contenders.getFirst(), 0, MANY, REPEATS);
        System.out.printf(
                Locale.ROOT,
                "%nHoldfast, %d replays (%d tests, %d repeats), 0 ms: %.2f s of CPU, %.3f ms a replay, peak %.0f MiB.%n",
                MANY * REPEATS,
                MANY,
                REPEATS,
                large.took.cpu(),
                1e3 * large.took.cpu() / (MANY * REPEATS),
                large.took.peak());
    }

    private void rounds(int latency, int tests) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (var contender : contenders) {
                var row = measure(contender, latency, tests, 1);
                rows.add(row);
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %d | %d | %s | %.2f | %.0f | %.2f | %.0f |%n",
                        latency,
                        tests,
                        round,
                        contender.name(),
                        row.took.cpu(),
                        row.took.peak(),
                        row.took.wall(),
                        row.rate);
            }
        }
    }

    private Row measure(Contender contender, int latency, int tests, int repeats)
            throws IOException, InterruptedException {
        told(latency);
        var took = Measured.of(contender.command(tests, repeats), folder, contender.environment(folder));
        var told = told(latency);
        if (told[0] != (long) tests * repeats || !contender.allPassed(took)) {
            throw new IllegalStateException(contender.name() + " made " + told[0] + " calls:\n" + took.out());
        }
        // the last answers are not waited for: those in flight at the end began within the time
        var rate = (told[0] - Contender.AT_ONCE) / (told[2] / 1e9);
        var smooth = (told[0] - MockServer.BEGINNING - Contender.AT_ONCE) / (told[3] / 1e9);
        return new Row(contender, latency, tests, took, rate, smooth);
    }

    private long[] told(int latency) throws IOException {
        toServer.println(latency);
        return java.util.Arrays.stream(fromServer.readLine().split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private void summarize() {
        System.out.println(
                "\n| | latency, ms | CPU a test after the start, ms | CPU at 1,000, s | at 5,000, s | peak at 5,000, MiB"
                        + " | tests a second at 5,000 | of the limit | after the first 1,000 | of the limit |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (int latency : new int[] {0, 50}) {
            for (var contender : contenders) {
                var few = median(contender, latency, FEW, row -> row.took.cpu());
                var many = median(contender, latency, MANY, row -> row.took.cpu());
                var rate = median(contender, latency, MANY, Row::rate);
                var smooth = median(contender, latency, MANY, Row::smooth);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %d | %.2f | %.2f | %.2f | %.0f | %.0f | %s | %.0f | %s |%n",
                        contender.name(),
                        latency,
                        1e3 * (many - few) / (MANY - FEW),
                        few,
                        many,
                        median(contender, latency, MANY, row -> row.took.peak()),
                        rate,
                        ofLimit(rate, latency),
                        smooth,
                        ofLimit(smooth, latency));
            }
        }
    }

    private static String ofLimit(double rate, int latency) {
        return latency == 0
                ? ""
                : String.format(Locale.ROOT, "%.0f %%", 100 * rate * latency / 1e3 / Contender.AT_ONCE);
    }

    private double median(Contender contender, int latency, int tests, ToDoubleFunction<Row> what) {
        var sorted = rows.stream()
                .filter(row -> row.contender == contender && row.latency == latency && row.tests == tests)
                .mapToDouble(what)
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
