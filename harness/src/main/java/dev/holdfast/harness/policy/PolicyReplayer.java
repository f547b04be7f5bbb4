package dev.holdfast.harness.policy;

import dev.holdfast.harness.replay.Policy;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.pact.GoldenTask;
import java.util.Optional;

/// A target with the policy that its pact declares. In a session the first answer is the answer: what was asked again
/// there would be another conversation.
public record PolicyReplayer(Replayer target, Policy policy, Runnable closing) implements Replayer {
    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        return target.replay(task, repeat);
    }

    @Override
    public Optional<Replayer> session(String key) {
        return target.session(key);
    }

    @Override
    public void close() {
        try {
            closing.run();
        } finally {
            target.close();
        }
    }
}
