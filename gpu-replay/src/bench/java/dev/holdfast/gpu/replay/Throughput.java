package dev.holdfast.gpu.replay;

import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.gpu.desk.Golden;
import dev.holdfast.gpu.engine.Cache;
import dev.holdfast.gpu.engine.Decoder;
import dev.holdfast.gpu.engine.Decoders;
import dev.holdfast.gpu.text.Tokenizer;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Tokens a second and a CPU second by batch, against the naive loop: one conversation at a time, no cache, everything
/// read anew for each token, and the logits of every token of it handed to Java.
///
/// Arguments: the model's folder, an engine, and how long prompts are to be at least, in tokens. Every answer is 40
/// tokens long, on one thread. Batches are answered by what answers in the product.
public final class Throughput {
    private static final int TOKENS = 40;
    private static final int TRIES = 3;
    private static final int QUESTIONS = 256;
    private static final int ASKED_NAIVELY = 8;
    private static final double SECONDS_A_TRY = 1.5;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ModelFolder folder;
    private final Target.Engine engine;
    private final List<long[]> prompts;

    private Throughput(ModelFolder folder, Target.Engine engine, int least) throws IOException {
        this.folder = folder;
        this.engine = engine;
        try (var tokenizer = Tokenizer.open(folder)) {
            this.prompts = Golden.draw(QUESTIONS, 5).stream()
                    .map(task -> prompt(tokenizer, task.question(), least))
                    .toList();
        }
    }

    public static void main(String[] arguments) throws IOException {
        var engine = Target.Engine.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        var folder = ModelFolder.open(Path.of(arguments[0]));
        new Throughput(folder, engine, Integer.parseInt(arguments[2])).print();
    }

    private static long[] prompt(Tokenizer tokenizer, String question, int least) {
        var prompt = tokenizer.prompt(List.of(new Message(Message.Role.USER, question)));
        return prompt.length < least ? prompt(tokenizer, question + " " + question, least) : prompt;
    }

    private void print() throws IOException {
        var lengths = prompts.stream().mapToInt(prompt -> prompt.length).summaryStatistics();
        System.out.printf(
                "%n%s, prompts of %d to %d tokens, %.0f in the mean%n%n| | tokens/s | tokens/CPU-s | x naive (CPU) |%n"
                        + "|---|---|---|---|%n",
                engine.name().toLowerCase(Locale.ROOT), lengths.getMin(), lengths.getMax(), lengths.getAverage());
        Speed naive;
        try (var decoder = Decoders.open(folder, machine(1))) {
            naive = best(
                    () -> prompts.subList(0, ASKED_NAIVELY).forEach(prompt -> naive(decoder, prompt)), ASKED_NAIVELY);
        }
        line("naive, one by one", naive, naive);
        for (var batch : new int[] {1, 8, 32, 64, 128}) {
            var asked = Math.min(QUESTIONS, Math.max(ASKED_NAIVELY, 2 * batch));
            try (var tokenizer = Tokenizer.open(folder);
                    var batcher = new Batcher(
                            Decoders.open(folder, machine(batch)),
                            new Speaker.Voice(tokenizer, Set.of(), new String[0]),
                            Room.of(machine(batch)))) {
                line("batch " + batch, best(() -> batched(batcher, asked), asked), naive);
            }
        }
    }

    private Target.Machine machine(int batch) {
        return new Target.Machine(engine, Target.Device.CPU, Target.Precision.FLOAT32, batch, 1);
    }

    private record Speed(double wall, double cpu) {}

    private static void line(String name, Speed speed, Speed naive) {
        System.out.printf(
                "| %s | %,.0f | %,.0f | %.1f |%n", name, speed.wall(), speed.cpu(), speed.cpu() / naive.cpu());
    }

    private static Speed best(Runnable work, int answers) {
        var wall = 0.0;
        var cpu = 0.0;
        // the first warms up
        for (var i = 0; i <= TRIES; i++) {
            var began = System.nanoTime();
            var used = SYSTEM.getProcessCpuTime();
            var tokens = 0L;
            while (System.nanoTime() - began < SECONDS_A_TRY * 1e9) {
                work.run();
                tokens += (long) answers * TOKENS;
            }
            wall = Math.max(wall, 1e9 * tokens / (System.nanoTime() - began));
            cpu = Math.max(cpu, 1e9 * tokens / (SYSTEM.getProcessCpuTime() - used));
        }
        return new Speed(wall, cpu);
    }

    private static void naive(Decoder decoder, long[] prompt) {
        var all = prompt;
        var vocabulary = decoder.shape().vocabulary();
        for (var i = 0; i < TOKENS; i++) {
            var pass = decoder.read(new long[][] {all}, Cache.EMPTY, Decoder.Which.ALL);
            pass.cache().close();
            var last = new Logits(pass.logits(), (all.length - 1) * vocabulary, vocabulary);
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = last.best();
        }
    }

    private void batched(Batcher batcher, int asked) {
        var manner = new Job.Manner(0, 0, TOKENS, List.of(), false);
        var questions = IntStream.range(0, asked)
                .mapToObj(i -> new Job.Question("t" + i, prompts.get(i), manner, new CompletableFuture<>()))
                .toList();
        try {
            for (var question : questions) {
                batcher.submit(question);
            }
            questions.forEach(question -> question.answer().join());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a benchmark", e);
        }
    }
}
