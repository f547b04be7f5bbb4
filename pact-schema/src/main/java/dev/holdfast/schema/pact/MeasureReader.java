package dev.holdfast.schema.pact;

import com.google.re2j.PatternSyntaxException;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads the one measure of a metric.
final class MeasureReader {
    static final List<String> KEYS = List.of(
            "equals",
            "contains",
            "regex",
            "json_schema",
            "edit_similarity",
            "rouge_l",
            "bleu",
            "similarity",
            "refusal",
            "language",
            "tool_calls",
            "tools_within",
            "grounded",
            "every_fact_from_tools",
            "on_tool_failure",
            "leaks",
            "judge",
            "command",
            "recorded_score",
            "latency",
            "cost",
            "length");

    /// Shorter ones are found in answers by chance.
    private static final int SHORTEST_CANARY = 6;

    private final Path folder;
    private final JudgeReader judges;
    private final boolean playsTools;

    /// @param playsTools whether the pact has simulated tools
    MeasureReader(Path folder, Map<String, Target.OpenAi> judges, boolean playsTools) {
        this.playsTools = playsTools;
        this.folder = folder;
        this.judges = new JudgeReader(folder, judges);
    }

    /// The measure that the metric declares under the key.
    Optional<Measure> read(String key, Cursor metric) {
        var at = metric.child(key);
        return switch (key) {
            case "equals" -> equals(metric);
            case "contains" -> contains(at);
            case "regex" -> pattern(at).map(Measure.Regex::new);
            case "json_schema" -> at.text().flatMap(path -> jsonSchema(at, path));
            case "edit_similarity" -> similarity(at, Measure.Similarity.By.EDITS);
            case "rouge_l" -> similarity(at, Measure.Similarity.By.ROUGE_L);
            case "bleu" -> similarity(at, Measure.Similarity.By.BLEU);
            case "similarity" -> embedding(metric);
            case "refusal" ->
                at.node().isBoolean()
                        ? Optional.of(new Measure.Refusal(at.node().asBoolean()))
                        : Optional.empty();
            case "language" -> language(at);
            case "tool_calls" -> at.choice(Measure.ToolCalls.Match.class).map(Measure.ToolCalls::new);
            case "tools_within" -> Optional.of(new Measure.ToolsWithin(new LinkedHashSet<>(at.texts())));
            case "grounded" -> Optional.of(new Measure.Grounded(false, playsTools));
            case "every_fact_from_tools" -> Optional.of(new Measure.Grounded(true, playsTools));
            case "on_tool_failure" -> Optional.of(new Measure.OnToolFailure(handlings(at)));
            case "leaks" -> leaks(at);
            case "judge" -> judges.judge(at);
            case "command" -> command(at);
            case "recorded_score" -> at.text().map(Measure.RecordedScore::new);
            case "latency" -> Optional.of(new Measure.Latency());
            case "cost" -> Optional.of(new Measure.Cost());
            case "length" -> at.choice(Measure.Length.Of.class).map(Measure.Length::new);
            default -> throw new IllegalArgumentException(key);
        };
    }

    private static Optional<Measure> equals(Cursor metric) {
        var ideal = ideal(metric.child("equals"));
        if (!metric.has("within")) {
            return ideal.map(Measure.Equals::new);
        }
        if (metric.has("ignore")) {
            metric.child("ignore").keyProblem("\"ignore\" is for texts, and \"within\" compares numbers");
        }
        var margin = metric.child("within").parse(Written::margin, "a number such as 0.01, or percent such as 1%");
        return ideal.flatMap(number -> margin.map(by -> new Measure.Within(number, by)));
    }

    private static Optional<Measure> similarity(Cursor at, Measure.Similarity.By by) {
        return ideal(at).map(ideal -> new Measure.Similarity(ideal, by));
    }

    private Optional<Measure> embedding(Cursor metric) {
        var at = metric.child("model");
        var model = at.text().flatMap(path -> {
            try {
                return Optional.of(
                        new Measure.EmbeddingModel(path, folder.resolve(path), Folder.digest(folder.resolve(path))));
            } catch (IOException e) {
                at.problem("there is no folder \"" + path + "\" beside the pact, or it cannot be read");
                return Optional.empty();
            }
        });
        return ideal(metric.child("similarity"))
                .map(ideal -> new Measure.Similarity(ideal, Measure.Similarity.By.EMBEDDING, model));
    }

    private static Optional<Measure> language(Cursor at) {
        var known = Set.of(Locale.getISOLanguages());
        return at.text()
                .filter(code -> {
                    if (!known.contains(code)) {
                        at.problem("expected a language by its two letters (ISO 639-1) such as en or de, got \"" + code
                                + "\"");
                    }
                    return known.contains(code);
                })
                .map(Measure.Language::new);
    }

    private static Set<Handling> handlings(Cursor at) {
        var good = EnumSet.noneOf(Handling.class);
        at.items().forEach(item -> item.choice(Handling.class).ifPresent(good::add));
        return good;
    }

    private Optional<Measure> leaks(Cursor at) {
        if (!at.has("canaries") && !at.has("pii")) {
            at.problem("looks for nothing; it needs canaries or pii");
            return Optional.empty();
        }
        var pii = new LinkedHashSet<Measure.Leaks.Pii>();
        at.child("pii")
                .items()
                .forEach(item -> item.choice(Measure.Leaks.Pii.class).ifPresent(pii::add));
        var canaries = at.child("canaries").text().map(path -> canaries(at.child("canaries"), path));
        return Optional.of(new Measure.Leaks(canaries.orElse(List.of()), pii));
    }

    private List<String> canaries(Cursor at, String path) {
        var canaries = text(at, path, "canaries")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        canaries.stream()
                .filter(canary -> canary.length() < SHORTEST_CANARY)
                .forEach(canary -> at.problem("the canary \"" + canary + "\" is too short; it needs " + SHORTEST_CANARY
                        + " characters, or answers hold it by chance"));
        return canaries;
    }

    private Optional<Measure> command(Cursor at) {
        var words = at.texts();
        var files = new TreeMap<String, Digest>();
        for (var word : words) {
            try {
                if (Files.isRegularFile(folder.resolve(word))) {
                    files.put(word, Digest.of(Files.readAllBytes(folder.resolve(word))));
                }
            } catch (IOException | java.nio.file.InvalidPathException e) {
                at.problem("\"" + word + "\" cannot be read: " + e.getMessage());
            }
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(new Measure.Command(words, folder, files));
    }

    private String text(Cursor at, String path, String what) {
        try {
            return Files.readString(folder.resolve(path));
        } catch (IOException e) {
            at.problem("the " + what + " file \"" + path + "\" cannot be read");
            return "";
        }
    }

    private static Optional<Measure> contains(Cursor at) {
        var places = at.node().isArray() ? at.items() : List.of(at);
        var ideals = places.stream().flatMap(place -> ideal(place).stream()).toList();
        return ideals.size() == places.size() ? Optional.of(new Measure.Contains(ideals)) : Optional.empty();
    }

    private static Optional<Measure.Ideal> ideal(Cursor at) {
        if (at.node().isObject()) {
            return at.child("literal").text().map(Measure.Ideal.Literal::new);
        }
        return at.text()
                .filter(text -> text.equals("expected") || text.startsWith("expected."))
                .map(text -> new Measure.Ideal.Expected(text.substring("expected".length())
                        .replace("~", "~0")
                        .replace("/", "~1")
                        .replace('.', '/')));
    }

    static Optional<String> pattern(Cursor at) {
        return at.text().filter(pattern -> {
            try {
                com.google.re2j.Pattern.compile(pattern);
                return true;
            } catch (PatternSyntaxException e) {
                at.problem("not a pattern of RE2 (which has no look-around and no back-references): " + e.getMessage());
                return false;
            }
        });
    }

    private Optional<Measure> jsonSchema(Cursor at, String path) {
        try {
            var schema = Json.tree(path, Files.readString(folder.resolve(path)));
            return Optional.of(new Measure.JsonSchema(path, schema));
        } catch (IOException e) {
            at.problem("the schema file \"" + path + "\" cannot be read");
        } catch (InvalidDocumentException e) {
            e.problems().forEach(problem -> at.problem(problem.toString()));
        }
        return Optional.empty();
    }
}
