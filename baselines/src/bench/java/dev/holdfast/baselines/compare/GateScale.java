package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/// How long a very large suite takes from files to verdict, and how much memory; printed as a Markdown table.
///
/// Arguments: golden tasks, and replays a task in each of three certified runs and in the candidate's.
final class GateScale {
    private final Path folder;
    private final int tasks;
    private final int repeats;
    private final SplittableRandom random = new SplittableRandom(1);

    private GateScale(Path folder, int tasks, int repeats) {
        this.folder = folder;
        this.tasks = tasks;
        this.repeats = repeats;
    }

    public static void main(String[] arguments) throws Exception {
        new GateScale(
                        Files.createTempDirectory("holdfast-scale"),
                        Integer.parseInt(arguments[0]),
                        Integer.parseInt(arguments[1]))
                .print();
    }

    private void print() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%,d tasks, 3 certified runs and a candidate of %d replays a task; Java %s, %d cores, heap %d MiB%n%n",
                tasks,
                repeats,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        System.out.println("| step | seconds | of the processor |");
        System.out.println("|---|---|---|");
        writeSuite();
        for (String name : List.of("a", "b", "c", "now")) {
            writeRun(name);
        }
        var pact = timed("read the pact and its tasks", () -> PactReader.read(folder.resolve("pact.yaml")));
        var certified = new ArrayList<Run>();
        for (String name : List.of("a", "b", "c")) {
            certified.addAll(timed("read run " + name, () -> read(name)));
        }
        var candidate = timed("read the candidate", () -> read("now")).getFirst();
        var certification = (Certification.Certified)
                timed("certify", () -> new Certifier(pact, certified).certify(Instant.EPOCH, "bench"));
        var baseline = new Baseline(certification.certificate(), certification.runs(), "key");
        var evaluation = timed(
                "evaluate",
                () -> new Evaluator(pact, baseline, candidate, Confidence.DEFAULT)
                        .evaluate("e", Instant.EPOCH, "bench"));
        System.out.printf(
                Locale.ROOT,
                "%n%s: %s%nPeak memory of the process: %s%n",
                evaluation.verdict(),
                evaluation.headline(),
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .findFirst()
                        .orElse("unknown"));
    }

    private List<Run> read(String name) {
        return RunFile.read(folder.resolve(name + ".jsonl")).runs();
    }

    private static <T> T timed(String step, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        long cpu = cpu();
        T result = work.call();
        System.out.printf(
                Locale.ROOT, "| %s | %.1f | %.1f |%n", step, (System.nanoTime() - start) / 1e9, (cpu() - cpu) / 1e9);
        return result;
    }

    /// What else runs on the machine hardly counts there.
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void writeSuite() throws IOException {
        Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: scale
                agent: {target: {recorded: {file: unused.jsonl}}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}, graded: {recorded_score: grade}}
                promises:
                  - {metric: ok, max_drop: 1pt}
                  - {metric: ok, at_least: 85%}
                  - {metric: graded, max_drop: 1pt}
                  - {metric: latency, max_rise: 5%}
                  - {metric: latency, p95, max_rise: 5%}
                """);
        try (var golden = writer("golden")) {
            for (int i = 0; i < tasks; i++) {
                golden.printf("{\"id\":\"t%d\",\"input\":\"q%d\",\"tags\":[\"part%d\"]}%n", i, i, i % 5);
            }
        }
    }

    private void writeRun(String name) throws IOException {
        try (var run = writer(name)) {
            for (int i = 0; i < tasks * repeats; i++) {
                run.printf(
                        Locale.ROOT,
                        "{\"run\":\"%s\",\"task\":\"t%d\",\"repeat\":%d,\"output\":\"%s\",\"latency_ms\":%.3f,"
                                + "\"scores\":{\"grade\":%.2f}}%n",
                        name,
                        i / repeats,
                        i % repeats,
                        random.nextInt(10) < 9 ? "yes" : "no",
                        1000 * Math.exp(0.3 * random.nextGaussian()),
                        random.nextInt(5) / 4.0);
            }
        }
    }

    private PrintWriter writer(String name) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(folder.resolve(name + ".jsonl"), StandardCharsets.UTF_8));
    }
}
