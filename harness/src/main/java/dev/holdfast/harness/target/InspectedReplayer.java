package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.tool.ToolBox;
import dev.holdfast.schema.pact.GoldenTask;
import java.util.Optional;

/// Holds the tool calls that an agent shows of itself against the pact's schemas.
record InspectedReplayer(Replayer target, ToolBox box) implements Replayer {
    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        var reply = target.replay(task, repeat);
        return reply.calling(box.inspected(reply.toolCalls()));
    }

    @Override
    public Optional<Replayer> session(String key) {
        return target.session(key).map(session -> new InspectedReplayer(session, box));
    }

    @Override
    public void close() {
        target.close();
    }
}
