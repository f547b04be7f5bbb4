package dev.holdfast.gpu.replay;

import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.evaluation.Serving;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Lets a model on this machine answer golden tasks again and again, to see how fast it is.
public final class ServingTrial {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /// Of a suite, in its order.
    private static final int MOST_TASKS = 128;

    /// So many passes or so long, whichever ends later; the fastest pass counts, for whatever else runs only slows.
    private static final int PASSES = 3;

    private static final double NANOS = 1.5e9;

    private final LocalModel model;
    private final List<long[]> prompts;

    private ServingTrial(LocalModel model, List<long[]> prompts) {
        this.model = model;
        this.prompts = prompts;
    }

    /// What the pact's model, or the one that takes its place, needs for its answers.
    ///
    /// @throws IOException when the model cannot be loaded
    public static Serving.Measured of(PactFile pact, Target.Local target) throws IOException, InterruptedException {
        var folder = ModelFolder.open(pact.resolve(target.model()));
        try (var model = LocalModel.open(folder, target)) {
            var instructions = LocalTargets.instructions(pact);
            var prompts = pact.suite().tasks().stream()
                    .limit(MOST_TASKS)
                    .map(task -> model.prompt(LocalReplayer.conversation(instructions, task)))
                    .toList();
            return new ServingTrial(model, prompts).measured(target.model(), Files.size(folder.weightsFile()));
        }
    }

    private Serving.Measured measured(String name, long weights) throws InterruptedException {
        // the first pass warms up
        pass();
        var wall = 0.0;
        var cpu = 0.0;
        var end = System.nanoTime() + (long) NANOS;
        for (var passes = 0; passes < PASSES || System.nanoTime() < end; passes++) {
            var began = System.nanoTime();
            var used = SYSTEM.getProcessCpuTime();
            var tokens = pass();
            wall = Math.max(wall, 1e9 * tokens / (System.nanoTime() - began));
            cpu = Math.max(cpu, 1e9 * tokens / Math.max(1, SYSTEM.getProcessCpuTime() - used));
        }
        return new Serving.Measured(name, wall, cpu, weights);
    }

    /// Tokens that were said.
    private long pass() throws InterruptedException {
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<java.util.concurrent.Future<Job.Ending>>();
            for (var i = 0; i < prompts.size(); i++) {
                var key = "trial#" + i;
                var prompt = prompts.get(i);
                asked.add(askers.submit(() -> model.answer(key, prompt)));
            }
            var tokens = 0L;
            for (var each : asked) {
                tokens += each.get() instanceof Job.Spoken spoken ? spoken.tokens().length : 0;
            }
            return tokens;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is data, not thrown", e);
        }
    }
}
