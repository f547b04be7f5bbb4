package dev.holdfast.harness.probe;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// One conversation with a target that keeps none itself: all that was asked and answered is sent along.
///
/// A question without an answer is left out of what follows, as a person would ask it no second time. Where the
/// window is declared, the oldest exchanges fall out when it is full, as in every chat client.
final class CarriedSession implements Replayer {
    private final Replayer target;
    private final OptionalInt room;
    private final List<List<Message>> exchanges = new ArrayList<>();
    private int turn;

    /// @param room for the conversation, in tokens by [Tokens]
    CarriedSession(Replayer target, OptionalInt room) {
        this.target = target;
        this.room = room;
    }

    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        var mine = begin(task.messages());
        var reply = target.replay(task.asking(mine.messages()), repeat);
        if (reply.outcome() instanceof Outcome.Answered(var text) && !text.isBlank()) {
            remember(mine.number(), task.messages(), text);
        }
        return reply;
    }

    private record Turn(int number, List<Message> messages) {}

    private synchronized Turn begin(List<Message> question) {
        var all = new ArrayList<Message>();
        exchanges.forEach(all::addAll);
        all.addAll(question);
        while (room.isPresent() && !exchanges.isEmpty() && Tokens.of(all) > room.getAsInt()) {
            all.subList(0, exchanges.removeFirst().size()).clear();
        }
        return new Turn(++turn, all);
    }

    /// An answer that comes when the next question is asked already belongs to an attempt that was given up.
    private synchronized void remember(int number, List<Message> question, String answer) {
        if (number == turn) {
            var exchange = new ArrayList<>(question);
            exchange.add(new Message(Message.Role.ASSISTANT, answer));
            exchanges.add(exchange);
        }
    }
}
