package dev.holdfast.gpu.served;

import dev.holdfast.gpu.measure.Divergence;
import dev.holdfast.gpu.measure.NoiseFloor;
import dev.holdfast.gpu.measure.Notes;
import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Asks the trusted model behind a server, and writes down what it says and thinks.
///
/// Everything is heard twice: many at once, as a run asks, and one after the other. What differs is arithmetic and no
/// drift, and the floor of what can be told from it.
public final class ServedReference {
    /// How many answers are heard alone as well.
    private static final int ALONE = 64;

    /// Of single precision, as [ServedThought] reads it.
    private static final double LOWEST_FLOOR = 1e-9;

    private final PactFile pact;
    private final Replayer chat;
    private final Hearing hearing;

    private ServedReference(PactFile pact, Replayer chat, Hearing hearing) {
        this.pact = pact;
        this.chat = chat;
        this.hearing = hearing;
    }

    /// The reference of a pact's server for all golden tasks that it answers.
    ///
    /// @throws IOException when the server does not tell what its model thinks
    public static Reference of(PactFile pact, Target.OpenAi target, Secrets secrets, InstantSource clock)
            throws IOException, InterruptedException {
        var plain = pact.with(pact.pact().agent().with(greedy(target)));
        try (var chat = Targets.open(plain, secrets, clock);
                var server = Hearings.server(pact, target, secrets, clock)) {
            var hearing = Hearings.hearing(pact, target.scoring().orElseThrow(), server);
            return new ServedReference(pact, chat, hearing).made(target.model());
        } catch (UnheardException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Target.OpenAi greedy(Target.OpenAi target) {
        var sampling = new Target.Sampling(
                OptionalDouble.of(0),
                target.sampling().maxTokens(),
                target.sampling().seed());
        return new Target.OpenAi(target.baseUrl(), target.model(), target.apiKey(), sampling);
    }

    private Reference made(String model) throws InterruptedException {
        var tokenizer = hearing.tokenizer();
        var together = together();
        // whose weights they are only the server knows
        return new Reference(Reference.Head.of(model, Digest.of(model), tokenizer, floor(together)), together);
    }

    private Map<String, Reference.Said> together() throws InterruptedException {
        var atOnce = pact.pact().agent().limits().atOnce();
        try (var askers =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            var asked = pact.suite().tasks().stream()
                    .map(task -> askers.submit(() -> said(task)))
                    .toList();
            var answers = new LinkedHashMap<String, Reference.Said>();
            for (var each : asked) {
                each.get().ifPresent(said -> answers.put(said.task(), said));
            }
            return answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnheardException unheard) {
                throw unheard;
            }
            throw new IllegalStateException("an answer is data, not thrown", e);
        }
    }

    private Optional<Reference.Said> said(GoldenTask task) throws InterruptedException {
        if (!(chat.replay(task, 0).outcome() instanceof Outcome.Answered(var text))) {
            return Optional.empty();
        }
        var tokens = hearing.tokens(text);
        var thoughts = thoughts(task, tokens);
        var notes = new Notes(task.id(), tokens);
        for (var token = 0; token < thoughts.size(); token++) {
            notes.heard(token, thoughts.get(token));
        }
        return Optional.of(notes.said()).filter(said -> tokens.length > 0);
    }

    private List<ServedThought> thoughts(GoldenTask task, long[] tokens) throws InterruptedException {
        var conversation = ScoredReplayer.conversation(ScoredReplayer.instructions(pact), task);
        return hearing.thoughts(hearing.prompt(conversation), tokens);
    }

    private NoiseFloor floor(Map<String, Reference.Said> together) throws InterruptedException {
        var floor = NoiseFloor.atLeast(LOWEST_FLOOR);
        for (var task : pact.suite().tasks().stream()
                .filter(each -> together.containsKey(each.id()))
                .limit(ALONE)
                .toList()) {
            var said = java.util.Objects.requireNonNull(together.get(task.id()));
            var thoughts = thoughts(task, said.tokens());
            var divergence = new Divergence(said);
            for (var token = 0; token < thoughts.size(); token++) {
                divergence.heard(token, thoughts.get(token));
            }
            floor = floor.and(divergence);
        }
        return floor;
    }
}
