package dev.holdfast.schema.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.Nearest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// One line of a recorded run, taken apart.
final class RunLine {
    /// A hundred years: nobody waited that long, and a Duration of nanoseconds in a long ends at 292.
    private static final double LONGEST_MS = Duration.ofDays(36_525).toMillis();

    static final List<String> KEYS = List.of(
            "run",
            "at",
            "model",
            "fingerprint",
            "task",
            "repeat",
            "output",
            "finish",
            "latency_ms",
            "input_tokens",
            "cached_tokens",
            "output_tokens",
            "cost_usd",
            "attempts",
            "scores",
            "tool_calls",
            "drafts",
            "escalated",
            "error");

    private final ObjectNode line;
    private final UnaryOperator<String> once;
    private final List<String> problems = new ArrayList<>();
    private final String run;
    private final Optional<Observation> observation;

    /// @param once gives the same object for the same name
    RunLine(ObjectNode line, UnaryOperator<String> once) {
        this.line = line;
        this.once = once;
        this.run = name("run").orElse("");
        var read = read();
        this.observation = problems.isEmpty() ? Optional.of(read) : Optional.empty();
    }

    String run() {
        return run;
    }

    /// Empty when there are problems.
    Optional<Observation> observation() {
        return observation;
    }

    List<String> problems() {
        return problems;
    }

    List<String> strangeKeys() {
        return line.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !KEYS.contains(key))
                .toList();
    }

    private Observation read() {
        require("run");
        require("task");
        var outcome = outcome();
        return new Observation(
                name("task").orElse(""),
                (int) number("repeat").orElse(0),
                outcome,
                text("at").flatMap(this::instant),
                name("model"),
                name("fingerprint"),
                name("finish"),
                latency(),
                usage(),
                (int) number("attempts").orElse(1),
                scores(),
                new ToolCallLines(problems).read(line.path("tool_calls")),
                new DraftLines(problems).read(line.path("drafts")));
    }

    private void require(String key) {
        if (!line.hasNonNull(key)) {
            problems.add("\"" + key + "\" is missing" + misspelt(key));
        }
    }

    private String misspelt(String key) {
        return Nearest.to(key, strangeKeys())
                .map(near -> "; is \"" + near + "\" meant to be it?")
                .orElse("");
    }

    private Outcome outcome() {
        if (line.hasNonNull("error")) {
            return failure(line.get("error"));
        }
        if (line.hasNonNull("escalated")) {
            return new Outcome.Escalated(
                    text("output").orElse(""), text("escalated").orElse(""));
        }
        if (line.hasNonNull("output")) {
            return new Outcome.Answered(text("output").orElse(""));
        }
        if (!line.hasNonNull("scores")) {
            problems.add("holds neither \"output\" nor \"scores\" nor \"error\"");
        }
        return new Outcome.ScoredElsewhere();
    }

    private Outcome failure(JsonNode error) {
        if (!error.isObject() || !error.path("kind").isTextual()) {
            problems.add("\"error\" must be {\"kind\": …, \"message\": …}");
            return new Outcome.ScoredElsewhere();
        }
        var name = error.get("kind").asText();
        var kind = Arrays.stream(Outcome.Kind.values()).filter(k -> k.key().equals(name.toLowerCase(Locale.ROOT)));
        return new Outcome.Failed(
                kind.findFirst().orElse(Outcome.Kind.OTHER),
                error.path("message").asText(name));
    }

    private Optional<String> name(String key) {
        return text(key).map(once);
    }

    private Optional<String> text(String key) {
        if (!line.hasNonNull(key)) {
            return Optional.empty();
        }
        if (!line.get(key).isTextual()) {
            problems.add("\"" + key + "\" must be text");
            return Optional.empty();
        }
        return Optional.of(line.get(key).asText());
    }

    private Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            problems.add("\"at\" must be a time such as 2026-06-27T08:00:00Z, not \"" + text + "\"");
            return Optional.empty();
        }
    }

    private OptionalDouble number(String key) {
        if (!line.hasNonNull(key)) {
            return OptionalDouble.empty();
        }
        var value = line.get(key);
        if (!value.isNumber() || value.asDouble() < 0 || !Double.isFinite(value.asDouble())) {
            problems.add("\"" + key + "\" must be a number from 0");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value.asDouble());
    }

    private OptionalLong whole(String key) {
        var number = number(key);
        return number.isPresent() ? OptionalLong.of((long) number.getAsDouble()) : OptionalLong.empty();
    }

    private Optional<Duration> latency() {
        var latency = number("latency_ms");
        if (latency.isPresent() && latency.getAsDouble() > LONGEST_MS) {
            problems.add("\"latency_ms\" must be a number up to %.0f, a hundred years".formatted(LONGEST_MS));
            return Optional.empty();
        }
        return latency.isPresent()
                ? Optional.of(Duration.ofNanos(Math.round(latency.getAsDouble() * 1e6)))
                : Optional.empty();
    }

    private Usage usage() {
        return new Usage(whole("input_tokens"), whole("output_tokens"), number("cost_usd"), whole("cached_tokens"));
    }

    private Map<String, Double> scores() {
        var scores = new LinkedHashMap<String, Double>();
        if (line.hasNonNull("scores")) {
            line.get("scores").properties().forEach(score -> {
                var value = score.getValue();
                if (value.isBoolean()) {
                    scores.put(score.getKey(), value.asBoolean() ? 1.0 : 0.0);
                } else if (value.isNumber() && Double.isFinite(value.asDouble())) {
                    scores.put(score.getKey(), value.asDouble());
                } else {
                    problems.add("score \"" + score.getKey() + "\" must be a finite number");
                }
            });
        }
        return scores;
    }
}
