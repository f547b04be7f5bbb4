package dev.holdfast.gpu.served;

import dev.holdfast.gpu.measure.Divergence;
import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks a chat model, and then what it thinks of the answer that the certified model gave.
///
/// A server that answers and does not tell has failed the replay: outages are tried again like any other, and a server
/// that cannot score never looks like a model that stayed the same.
final class ScoredReplayer implements Replayer {
    private final Replayer chat;
    private final Hearing hearing;
    private final Reference reference;
    private final Optional<String> instructions;
    private final Runnable close;
    private volatile boolean checked;

    /// @param close what the hearing holds
    ScoredReplayer(Replayer chat, Hearing hearing, Reference reference, Optional<String> instructions, Runnable close) {
        this.chat = chat;
        this.hearing = hearing;
        this.reference = reference;
        this.instructions = instructions;
        this.close = close;
    }

    static Optional<String> instructions(PactFile pact) {
        return pact.pact().agent().prompt().map(Agent.Prompt::text);
    }

    static List<Message> conversation(Optional<String> instructions, GoldenTask task) {
        var messages = new ArrayList<Message>();
        instructions.ifPresent(text -> messages.add(new Message(Message.Role.SYSTEM, text)));
        messages.addAll(task.messages());
        return messages;
    }

    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        var reply = chat.replay(task, repeat);
        var said = reference.of(task.id());
        if (said.isEmpty() || !(reply.outcome() instanceof Outcome.Answered)) {
            return reply;
        }
        try {
            check();
            return with(reply, scores(task, said.get()));
        } catch (UnheardException e) {
            return Reply.failed(e.kind(), String.valueOf(e.getMessage()));
        }
    }

    /// Several threads may look; all see the same.
    private void check() throws InterruptedException {
        if (checked) {
            return;
        }
        if (!hearing.tokenizer().equals(reference.head().tokenizer())) {
            throw new UnheardException(
                    Outcome.Kind.REJECTED,
                    "the reference was made with another tokenizer than the server's, whose tokens mean something"
                            + " else");
        }
        checked = true;
    }

    private Map<String, Double> scores(GoldenTask task, Reference.Said said) throws InterruptedException {
        var prompt = hearing.prompt(conversation(instructions, task));
        var thoughts = hearing.thoughts(prompt, said.tokens());
        var divergence = new Divergence(said);
        for (var token = 0; token < thoughts.size(); token++) {
            divergence.heard(token, thoughts.get(token));
        }
        return divergence.scores(reference.floor());
    }

    private static Reply with(Reply reply, Map<String, Double> scores) {
        var all = new HashMap<>(reply.recordedScores());
        all.putAll(scores);
        return new Reply(
                reply.outcome(),
                reply.model(),
                reply.fingerprint(),
                reply.finish(),
                reply.latency(),
                reply.usage(),
                reply.retryAfter(),
                all,
                reply.toolCalls(),
                reply.aside());
    }

    /// In a conversation of several tasks the model has read more than the reference knows of: nothing is scored.
    @Override
    public Optional<Replayer> session(String key) {
        return chat.session(key);
    }

    @Override
    public void close() {
        chat.close();
        close.run();
    }
}
