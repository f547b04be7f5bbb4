package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure.Command;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// `command`: the number from 0 to 1 that a program prints when it is given the task and the answer as JSON.
///
/// The program is started without a shell, in the folder of the pact, with nothing of the environment but `PATH`.
/// It has [#PATIENCE] and [#MOST_OUTPUT] characters. Whatever else it does than print a number and
/// end with 0 leaves the answer without a score. It is asked once for the same input, so it has to be a function of
/// it.
final class CommandScorer implements Scorer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_OUTPUT = 64 * 1024;

    /// How long the last words of a program that has ended may take: one that it left behind may hold its output open.
    private static final Duration ECHO = Duration.ofSeconds(2);

    private static final int MOST_REASON = 200;

    /// Not what else Java takes for one, such as `1d`, `0x1p0` and `NaN`.
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private final Command command;
    private final Finder finder;
    private final Duration patience;
    private final Map<Digest, Score> scored = new ConcurrentHashMap<>();

    CommandScorer(Command command, Finder finder) {
        this(command, finder, PATIENCE);
    }

    CommandScorer(Command command, Finder finder, Duration patience) {
        this.command = command;
        this.finder = finder;
        this.patience = patience;
    }

    @Override
    public Score score(GoldenTask task, Observation observation) {
        if (!(observation.outcome() instanceof Outcome.Answered(var text))) {
            return new Score.Unscored("its text was not recorded");
        }
        var input = Json.line(input(task, observation, text));
        var digest = Digest.of(input);
        var score = scored.computeIfAbsent(digest, _ -> run(input));
        if (Thread.currentThread().isInterrupted()) {
            // that it was not waited for says nothing of the answer
            scored.remove(digest);
        }
        return score;
    }

    private JsonNode input(GoldenTask task, Observation observation, String text) {
        var input = JsonNodeFactory.instance.objectNode().put("task", task.id()).put("output", text);
        input.set("messages", Json.toTree(task.messages()));
        task.expected().ifPresent(expected -> input.set("expected", expected));
        finder.find(text).ifPresent(part -> input.set("value", part));
        input.set("tool_calls", Json.toTree(observation.toolCalls()));
        return input;
    }

    private Score run(String input) {
        var builder =
                new ProcessBuilder(command.words()).directory(command.folder().toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        try {
            var process = builder.start();
            try {
                return score(process, input);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return unscored("cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unscored("was interrupted");
        }
    }

    private Score score(Process process, String input) throws InterruptedException {
        var said = Printed.of(process.getInputStream(), MOST_OUTPUT);
        var complaint = Printed.of(process.getErrorStream(), MOST_OUTPUT);
        Thread.startVirtualThread(() -> give(process, input));
        if (Thread.interrupted()) {
            // a program that has ended already would be heard in spite of it
            throw new InterruptedException();
        }
        if (!process.waitFor(patience)) {
            return unscored("did not end in " + patience.toSeconds() + " s");
        }
        return process.exitValue() == 0
                ? number(said.text(ECHO))
                : unscored("ended with " + process.exitValue() + ": " + brief(complaint.text(ECHO)));
    }

    private static void give(Process process, String input) {
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // a program may answer without reading its input
        }
    }

    private static Score number(String said) {
        if (!NUMBER.matcher(said.strip()).matches()) {
            return unscored("printed no number: " + brief(said));
        }
        var value = Double.parseDouble(said.strip());
        return value >= 0 && value <= 1
                ? new Score.Scored(value)
                : unscored("printed " + value + ", which is not from 0 to 1");
    }

    private static Score unscored(String what) {
        return new Score.Unscored("its program " + what);
    }

    private static String brief(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.substring(0, Math.min(line.length(), MOST_REASON));
    }
}
