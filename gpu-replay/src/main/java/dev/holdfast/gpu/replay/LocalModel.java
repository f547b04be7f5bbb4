package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.engine.Decoders;
import dev.holdfast.gpu.measure.Divergence;
import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.gpu.text.Tokenizer;
import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// A model that is loaded and answers; used by many threads at once.
public final class LocalModel implements AutoCloseable {
    /// Longest answer where the pact declares none.
    private static final int LONGEST_ANSWER = 256;

    private final String name;
    private final Digest weights;
    private final LlamaShape shape;
    private final Tokenizer tokenizer;
    private final List<Batcher> batchers;
    private final AtomicInteger turn = new AtomicInteger();
    private final Target.Local target;

    private LocalModel(
            ModelFolder folder, Digest weights, Tokenizer tokenizer, List<Batcher> batchers, Target.Local target) {
        this.name = folder.name();
        this.weights = weights;
        this.shape = folder.shape();
        this.tokenizer = tokenizer;
        this.batchers = batchers;
        this.target = target;
    }

    /// Loads the folder's model into the engine that the target names, once on each of its devices.
    ///
    /// @throws IOException when the engine cannot load it
    /// @throws dev.holdfast.schema.json.InvalidDocumentException when a file of the folder is broken
    public static LocalModel open(ModelFolder folder, Target.Local target) throws IOException {
        var tokenizer = Tokenizer.open(folder);
        try {
            var digest = folder.weightsDigest();
            return new LocalModel(folder, digest, tokenizer, batchers(folder, tokenizer, target), target);
        } catch (IOException | RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static List<Batcher> batchers(ModelFolder folder, Tokenizer tokenizer, Target.Local target)
            throws IOException {
        var pieces = target.wanted().json() ? tokenizer.pieces() : new String[0];
        var voice = new Speaker.Voice(tokenizer, folder.ends(), pieces);
        var room = Room.of(target.machine());
        var opened = new ArrayList<Batcher>();
        try {
            for (var device : target.machine().devices()) {
                opened.add(new Batcher(Decoders.open(folder, target.machine().on(device)), voice, room));
            }
            return List.copyOf(opened);
        } catch (IOException | RuntimeException e) {
            opened.forEach(Batcher::close);
            throw e;
        }
    }

    /// How it is called.
    public String name() {
        return name;
    }

    /// Of its weights: which model it is.
    public Digest weights() {
        return weights;
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    /// The tokens that the model reads of a conversation.
    ///
    /// @throws IllegalArgumentException when they are more than it can read
    long[] prompt(List<Message> messages) {
        var all = tokenizer.prompt(messages);
        var context = target.wanted().context();
        var read = context.isPresent() && context.getAsInt() < all.length
                ? Arrays.copyOfRange(all, all.length - context.getAsInt(), all.length)
                : all;
        if (read.length >= shape.longest()) {
            throw new IllegalArgumentException(
                    "the conversation has %d tokens, and the model's window %d: nothing would be left for an answer"
                            .formatted(read.length, shape.longest()));
        }
        return read;
    }

    /// Answers; waits for its turn.
    ///
    /// @param key that names the question and its repeat
    Job.Ending answer(String key, long[] prompt) throws InterruptedException {
        var left = shape.longest() - prompt.length;
        var sampling = target.sampling();
        var manner = new Job.Manner(
                sampling.temperature().orElse(0),
                sampling.seed().orElse(0),
                Math.min(left, sampling.maxTokens().orElse(LONGEST_ANSWER)),
                target.wanted().stop(),
                target.wanted().json());
        return ending(new Job.Question(key, prompt, manner, new CompletableFuture<>()));
    }

    /// Says what is given.
    Job.Ending recite(long[] prompt, long[] said, Job.Listener listener) throws InterruptedException {
        return prompt.length + said.length > shape.longest()
                ? new Job.Unanswered(true, "the reference is longer than the model's window")
                : ending(new Job.Recital(prompt, said, listener, new CompletableFuture<>()));
    }

    /// How far what it thinks of an answer is from what was thought of it; empty where it cannot say it.
    Optional<Divergence> divergence(long[] prompt, Reference.Said said) throws InterruptedException {
        var divergence = new Divergence(said);
        return recite(prompt, said.tokens(), divergence::heard) instanceof Job.Recited
                ? Optional.of(divergence)
                : Optional.empty();
    }

    private Job.Ending ending(Job job) throws InterruptedException {
        var end = switch (job) {
            case Job.Question question -> question.answer();
            case Job.Recital recital -> recital.end();
        };
        try {
            next().submit(job);
            return end.get();
        } catch (InterruptedException e) {
            end.cancel(false);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a job is ended with data, not thrown", e);
        }
    }

    /// Devices are dealt to in turn: questions are of like cost, and each of them waits where too many do.
    private Batcher next() {
        return batchers.get(Math.floorMod(turn.getAndIncrement(), batchers.size()));
    }

    @Override
    public void close() {
        batchers.forEach(Batcher::close);
        tokenizer.close();
    }
}
