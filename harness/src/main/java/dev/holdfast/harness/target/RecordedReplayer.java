package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers from a recorded run as the agent once did.
public final class RecordedReplayer implements Replayer {
    private final Map<String, List<Observation>> byTask;

    public RecordedReplayer(Run run) {
        this.byTask = run.byTask();
    }

    @Override
    public Reply replay(GoldenTask task, int repeat) {
        return byTask.getOrDefault(task.id(), List.of()).stream()
                .filter(observation -> observation.repeat() == repeat)
                .findFirst()
                .map(RecordedReplayer::again)
                .orElseGet(() -> Reply.failed(Outcome.Kind.NO_ANSWER, "not recorded"));
    }

    /// What was answered in a session is recorded under its position like everything else.
    @Override
    public Optional<Replayer> session(String key) {
        return Optional.of(this);
    }

    private static Reply again(Observation observation) {
        return new Reply(
                observation.outcome(),
                observation.model(),
                observation.fingerprint(),
                observation.finish(),
                observation.latency(),
                observation.usage(),
                Optional.empty(),
                observation.recordedScores(),
                observation.toolCalls(),
                Optional.empty());
    }
}
