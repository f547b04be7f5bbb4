package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Asks a model on this machine.
///
/// @param instructions that come before every conversation
public record LocalReplayer(
        LocalModel model, Optional<String> instructions, Optional<Reference> reference, Secrets secrets)
        implements Replayer {
    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        if (task.messages().isEmpty()) {
            return Reply.failed(Outcome.Kind.REJECTED, "the task has no message to ask");
        }
        long[] prompt;
        try {
            prompt = model.prompt(conversation(instructions, task));
        } catch (IllegalArgumentException e) {
            return Reply.failed(Outcome.Kind.REJECTED, String.valueOf(e.getMessage()));
        }
        var started = System.nanoTime();
        return switch (model.answer(task.id() + "#" + repeat, prompt)) {
            case Job.Unanswered(var refused, var message) ->
                Reply.failed(refused ? Outcome.Kind.REJECTED : Outcome.Kind.NO_ANSWER, message);
            case Job.Recited _ -> throw new IllegalStateException("a question was recited");
            case Job.Spoken spoken -> {
                var latency = Duration.ofNanos(System.nanoTime() - started);
                yield reply(prompt, spoken, latency, scores(task, prompt));
            }
        };
    }

    static List<Message> conversation(Optional<String> instructions, GoldenTask task) {
        var messages = new ArrayList<Message>();
        instructions.ifPresent(text -> messages.add(new Message(Message.Role.SYSTEM, text)));
        messages.addAll(task.messages());
        return messages;
    }

    private Reply reply(long[] prompt, Job.Spoken spoken, Duration latency, Map<String, Double> scores) {
        return new Reply(
                new Outcome.Answered(secrets.redact(spoken.text())),
                Optional.of(model.name()),
                Optional.of(model.weights().brief()),
                Optional.of(spoken.whole() ? "stop" : "length"),
                Optional.of(latency),
                new Usage(
                        OptionalLong.of(prompt.length),
                        OptionalLong.of(spoken.tokens().length),
                        OptionalDouble.empty()),
                Optional.empty(),
                scores,
                List.of(),
                Optional.of(new Reply.Aside(Optional.empty(), OptionalDouble.of(spoken.meanLogProbability()))));
    }

    private Map<String, Double> scores(GoldenTask task, long[] prompt) throws InterruptedException {
        var said = reference.flatMap(all -> all.of(task.id()));
        return said.isPresent()
                ? model.divergence(prompt, said.get())
                        .map(divergence ->
                                divergence.scores(reference.orElseThrow().floor()))
                        .orElse(Map.of())
                : Map.of();
    }

    @Override
    public void close() {
        model.close();
    }
}
