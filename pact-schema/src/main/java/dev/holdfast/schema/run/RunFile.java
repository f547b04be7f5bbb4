package dev.holdfast.schema.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Recorded runs as JSON Lines: one line is one observation, or the plan of a run, or a vote of a judge.
public final class RunFile {
    /// Key of a plan line, which no observation has.
    static final String PLAN = "holdfast_run";

    private static final String VOTES = ".votes.jsonl";

    /// Key of a line with what a judge said, which no observation has.
    static final String VOTE = "vote";

    private RunFile() {}

    /// Where the votes about the runs of a file lie: beside it.
    public static Path votesBeside(Path file) {
        return file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("\\.(jsonl|ndjson)$", "") + VOTES);
    }

    /// Whether this is such a file.
    public static boolean holdsVotes(Path file) {
        return String.valueOf(file.getFileName()).endsWith(VOTES);
    }

    /// Reads a file of one or many runs.
    ///
    /// @throws InvalidDocumentException with every bad line
    public static Recording read(Path file) {
        return read(file.toString(), file);
    }

    /// Reads a file under the name that the user knows it by.
    public static Recording read(String source, Path file) {
        return read(source, file, new RunLines(source));
    }

    /// Reads a file whose observations nobody needs all at once, however many they are: each is handed over with the
    /// id of its run, and none of them is in the recording.
    ///
    /// @throws InvalidDocumentException with every bad line; the good ones have been handed over then
    public static Recording read(Path file, BiConsumer<String, Observation> each) {
        return read(file.toString(), file, new RunLines(file.toString(), each));
    }

    /// Reads a file that may be written right now, or whose writing broke off: a last line that has no end is not
    /// there, nor are votes. Each observation is handed over, as above. A file without a line holds no run.
    ///
    /// @throws InvalidDocumentException with every bad line; the good ones have been handed over then
    public static Recording readSoFar(Path file, BiConsumer<String, Observation> each) {
        var lines = new RunLines(file.toString(), each);
        addAll(file.toString(), () -> WholeLines.of(file), lines);
        return lines.soFar();
    }

    private static Recording read(String source, Path file, RunLines lines) {
        addAll(source, () -> Files.newBufferedReader(file, StandardCharsets.UTF_8), lines);
        var votes = votesBeside(file);
        if (Files.exists(votes)) {
            lines.goOnWith(votes.toString());
            addAll(votes.toString(), () -> Files.newBufferedReader(votes, StandardCharsets.UTF_8), lines);
        }
        return lines.finish();
    }

    @FunctionalInterface
    private interface Opening {
        BufferedReader open() throws IOException;
    }

    private static void addAll(String source, Opening file, RunLines lines) {
        try (var reader = file.open()) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new InvalidDocumentException(Problem.of(source, "there is no such file"));
        } catch (MalformedInputException e) {
            throw new InvalidDocumentException(Problem.of(source, "is not UTF-8 text"));
        } catch (IOException e) {
            throw new UncheckedIOException(source, e);
        }
    }

    /// Reads lines that are at hand.
    public static Recording parse(String source, String text) {
        var lines = new RunLines(source);
        text.lines().forEach(lines::add);
        return lines.finish();
    }

    /// The first line of a run that Holdfast makes.
    public static String line(RunPlan plan) {
        var line = JsonNodeFactory.instance.objectNode().put(PLAN, 1);
        line.setAll((ObjectNode) Json.toTree(plan));
        return Json.line(line);
    }

    /// One observation of the run.
    public static String line(String run, Observation observation) {
        var line = JsonNodeFactory.instance.objectNode().put("run", run);
        observation.at().ifPresent(at -> line.put("at", at.toString()));
        observation.model().ifPresent(model -> line.put("model", model));
        observation.fingerprint().ifPresent(fingerprint -> line.put("fingerprint", fingerprint));
        line.put("task", observation.task()).put("repeat", observation.repeat());
        outcome(line, observation.outcome());
        observation.finish().ifPresent(finish -> line.put("finish", finish));
        taken(line, observation.latency(), observation.usage());
        if (observation.attempts() != 1) {
            line.put("attempts", observation.attempts());
        }
        if (!observation.recordedScores().isEmpty()) {
            line.set("scores", Json.toTree(new java.util.TreeMap<>(observation.recordedScores())));
        }
        if (!observation.toolCalls().isEmpty()) {
            var calls = line.putArray("tool_calls");
            observation.toolCalls().forEach(call -> calls.add(ToolCallLines.written(call)));
        }
        if (!observation.drafts().isEmpty()) {
            var drafts = line.putArray("drafts");
            observation.drafts().forEach(draft -> DraftLines.write(drafts, draft));
        }
        return Json.line(line);
    }

    /// What a judge said of an answer of the run.
    public static String line(String run, Vote vote) {
        var line = JsonNodeFactory.instance.objectNode().put("run", run);
        line.set(VOTE, Json.toTree(vote));
        return Json.line(line);
    }

    static void taken(ObjectNode line, Optional<Duration> latency, Usage usage) {
        latency.ifPresent(time -> line.put("latency_ms", time.toNanos() / 1e6));
        usage.inputTokens().ifPresent(tokens -> line.put("input_tokens", tokens));
        usage.cachedTokens().ifPresent(tokens -> line.put("cached_tokens", tokens));
        usage.outputTokens().ifPresent(tokens -> line.put("output_tokens", tokens));
        usage.costUsd().ifPresent(cost -> line.put("cost_usd", cost));
    }

    static void outcome(ObjectNode line, Outcome outcome) {
        switch (outcome) {
            case Outcome.Answered(var text) -> line.put("output", text);
            case Outcome.ScoredElsewhere _ -> {}
            case Outcome.Escalated(var text, var reason) ->
                line.put("output", text).put("escalated", reason);
            case Outcome.Failed(var kind, var message) ->
                line.putObject("error").put("kind", kind.key()).put("message", message);
        }
    }
}
