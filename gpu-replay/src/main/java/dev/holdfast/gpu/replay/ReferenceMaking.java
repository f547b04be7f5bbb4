package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.measure.NoiseFloor;
import dev.holdfast.gpu.measure.Notes;
import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Asks a model that is trusted, and writes down what it says and thinks.
///
/// Everything is said twice: in batches, and alone. What differs is arithmetic and no drift, and the floor of what
/// can be told from it.
public final class ReferenceMaking {
    /// How many answers are said alone as well.
    private static final int ALONE = 64;

    /// Single precision has 24 bits, and a divergence is of the square of a difference: (2^-20)^2, about.
    private static final double LOWEST_FLOOR = 1e-12;

    private final LocalModel model;
    private final PactFile pact;
    private final long end;

    private ReferenceMaking(LocalModel model, PactFile pact, long end) {
        this.model = model;
        this.pact = pact;
        this.end = end;
    }

    /// The reference of a pact's model for all golden tasks that it answers to their end.
    ///
    /// @throws IOException when the model cannot be loaded
    public static Reference of(PactFile pact, Target.Local target) throws IOException, InterruptedException {
        var folder = ModelFolder.open(pact.resolve(target.model()));
        try (var model = LocalModel.open(folder, greedy(target))) {
            var making =
                    new ReferenceMaking(model, pact, folder.ends().iterator().next());
            var together = making.together();
            var head = Reference.Head.of(
                    model.name(), model.weights(), LocalTargets.tokenizer(folder.path()), making.floor(together));
            return new Reference(head, together);
        }
    }

    private static Target.Local greedy(Target.Local target) {
        var sampling = new Target.Sampling(
                java.util.OptionalDouble.of(0),
                target.sampling().maxTokens(),
                target.sampling().seed());
        return new Target.Local(
                target.model(), target.machine(), sampling, target.wanted(), java.util.Optional.empty());
    }

    private Map<String, Reference.Said> together() throws InterruptedException {
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = pact.suite().tasks().stream()
                    .map(task -> askers.submit(() -> said(task)))
                    .toList();
            var answers = new LinkedHashMap<String, Reference.Said>();
            for (var each : asked) {
                each.get().ifPresent(said -> answers.put(said.task(), said));
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is data, not thrown", e);
        }
    }

    private java.util.Optional<Reference.Said> said(GoldenTask task) throws InterruptedException {
        var prompt = prompt(task);
        if (model.answer(task.id(), prompt) instanceof Job.Spoken spoken && spoken.whole()) {
            var tokens = Arrays.copyOf(spoken.tokens(), spoken.tokens().length + 1);
            tokens[tokens.length - 1] = end;
            var notes = new Notes(task.id(), tokens);
            if (model.recite(prompt, tokens, notes::heard) instanceof Job.Recited) {
                return java.util.Optional.of(notes.said());
            }
        }
        return java.util.Optional.empty();
    }

    private long[] prompt(GoldenTask task) {
        return model.prompt(LocalReplayer.conversation(LocalTargets.instructions(pact), task));
    }

    /// How far the model is from itself when each answer is said alone.
    private NoiseFloor floor(Map<String, Reference.Said> together) throws InterruptedException {
        var floor = NoiseFloor.atLeast(LOWEST_FLOOR);
        var tasks = pact.suite().tasks().stream()
                .filter(task -> together.containsKey(task.id()))
                .limit(ALONE)
                .toList();
        for (var task : tasks) {
            var said = java.util.Objects.requireNonNull(together.get(task.id()));
            floor = model.divergence(prompt(task), said).map(floor::and).orElse(floor);
        }
        return floor;
    }
}
