package dev.holdfast.gpu.replay;

import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.gpu.desk.Golden;
import dev.holdfast.gpu.engine.Cache;
import dev.holdfast.gpu.engine.Decoder;
import dev.holdfast.gpu.engine.Decoders;
import dev.holdfast.gpu.engine.Reading;
import dev.holdfast.gpu.text.Tokenizer;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Tokens a second and a CPU second by batch, against the loop that reads everything anew for each token.
///
/// Arguments: the model's folder, an engine, and how long prompts are to be at least, in tokens. Every answer is 40
/// tokens long, on one thread.
public final class Throughput {
    private static final int TOKENS = 40;
    private static final int TRIES = 3;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Decoder decoder;
    private final Speaker.Voice voice;
    private final List<long[]> prompts;

    private Throughput(Decoder decoder, Tokenizer tokenizer, int least) {
        this.decoder = decoder;
        this.voice = new Speaker.Voice(tokenizer, Set.of(), new String[0]);
        this.prompts = Golden.draw(256, 5).stream()
                .map(task -> prompt(tokenizer, task.question(), least))
                .toList();
    }

    public static void main(String[] arguments) throws IOException {
        var engine = Target.Engine.valueOf(arguments[1].toUpperCase(java.util.Locale.ROOT));
        var machine = new Target.Machine(engine, Target.Device.CPU, Target.Precision.FLOAT32, 128, 1);
        var folder = ModelFolder.open(Path.of(arguments[0]));
        try (var tokenizer = Tokenizer.open(folder);
                var decoder = Decoders.open(folder, machine)) {
            new Throughput(decoder, tokenizer, Integer.parseInt(arguments[2])).print(arguments[1]);
        }
    }

    private static long[] prompt(Tokenizer tokenizer, String question, int least) {
        var prompt = tokenizer.prompt(List.of(new Message(Message.Role.USER, question)));
        return prompt.length < least ? prompt(tokenizer, question + " " + question, least) : prompt;
    }

    private void print(String engine) {
        System.out.println("| " + engine + " | tokens/s | tokens/CPU-s | x naive (CPU) |\n|---|---|---|---|");
        var naive = best(() -> naive(prompts.getFirst()), TOKENS);
        line("naive, one by one", naive, naive);
        for (var batch : new int[] {1, 8, 32, 64, 128}) {
            line("batch " + batch, best(() -> batched(batch), TOKENS * batch), naive);
        }
    }

    private record Speed(double wall, double cpu) {}

    private static void line(String name, Speed speed, Speed naive) {
        System.out.printf(
                "| %s | %,.0f | %,.0f | %.1f |%n", name, speed.wall(), speed.cpu(), speed.cpu() / naive.cpu());
    }

    private static Speed best(Runnable work, int tokens) {
        var repeats = Math.max(1, 640 / tokens);
        IntStream.range(0, repeats).forEach(_ -> work.run());
        var wall = 0.0;
        var cpu = 0.0;
        for (var i = 0; i < TRIES; i++) {
            var began = System.nanoTime();
            var used = SYSTEM.getProcessCpuTime();
            IntStream.range(0, repeats).forEach(_ -> work.run());
            wall = Math.max(wall, 1e9 * tokens * repeats / (System.nanoTime() - began));
            cpu = Math.max(cpu, 1e9 * tokens * repeats / (SYSTEM.getProcessCpuTime() - used));
        }
        return new Speed(wall, cpu);
    }

    private void naive(long[] prompt) {
        var all = prompt;
        for (var i = 0; i < TOKENS; i++) {
            var positions = IntStream.range(0, all.length).asLongStream().toArray();
            var mask = new long[all.length];
            Arrays.fill(mask, 1);
            var pass = decoder.read(
                    new Reading(all, positions, mask, 1, all.length, all.length), Cache.EMPTY, Decoder.Which.LAST);
            pass.cache().close();
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = new Logits(pass.logits(), 0, decoder.shape().vocabulary()).best();
        }
    }

    private void batched(int batch) {
        var table = new Table(decoder);
        var manner = new Job.Manner(0, 0, TOKENS, List.of(), false);
        table.seat(IntStream.range(0, batch)
                .mapToObj(i -> new Speaker(
                        new Job.Question("t" + i, prompts.get(i), manner, new CompletableFuture<>()), voice))
                .toList());
        while (!table.isEmpty()) {
            table.step();
        }
    }
}
