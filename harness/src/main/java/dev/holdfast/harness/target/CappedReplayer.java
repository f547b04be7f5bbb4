package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Outcome;
import java.util.Optional;
import java.util.OptionalDouble;

/// Takes no answer that is longer than the pact allows, whatever the target was told: it may have ignored that. What it
/// took is paid for all the same, and the beginning of what it said is kept.
///
/// @param most tokens of one answer, as the target counts them, else at four characters a token
record CappedReplayer(Replayer target, int most) implements Replayer {
    private static final int CHARACTERS = 4;
    private static final int LONGEST_KEPT = 10_000;

    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        var reply = target.replay(task, repeat);
        return reply.outcome() instanceof Outcome.Answered(var text) && tokens(reply, text) > most
                ? refused(reply, text)
                : reply;
    }

    @Override
    public Optional<Replayer> session(String key) {
        return target.session(key).map(session -> new CappedReplayer(session, most));
    }

    @Override
    public void close() {
        target.close();
    }

    private static long tokens(Reply reply, String text) {
        return reply.usage().outputTokens().orElse(Math.ceilDiv(text.length(), CHARACTERS));
    }

    private Reply refused(Reply reply, String text) {
        var why = "the answer has " + tokens(reply, text) + " tokens, and may have " + most;
        var kept = text.substring(0, Math.min(text.length(), LONGEST_KEPT));
        return new Reply(
                new Outcome.Failed(Outcome.Kind.NO_ANSWER, why),
                reply.model(),
                reply.fingerprint(),
                reply.finish(),
                reply.latency(),
                reply.usage(),
                reply.retryAfter(),
                reply.recordedScores(),
                reply.toolCalls(),
                Optional.of(new Reply.Aside(Optional.of(kept), OptionalDouble.empty())));
    }
}
