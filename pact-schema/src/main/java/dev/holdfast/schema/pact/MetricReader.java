package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.PatternSyntaxException;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the `metrics` of a pact.
final class MetricReader {
    private static final List<String> MEASURES = List.of(
            "equals", "contains", "regex", "json_schema", "refusal", "recorded_score", "latency", "cost", "length");

    /// Part of every metric's digest: raised when the meaning of a measure changes.
    private static final int SCORERS = 1;

    private final Path folder;

    MetricReader(Path folder) {
        this.folder = folder;
    }

    /// The declared metrics, after those that every pact has.
    Map<String, Metric> read(Cursor metrics) {
        var read = new LinkedHashMap<String, Metric>();
        builtIn().forEach(metric -> read.put(metric.name(), metric));
        metrics.entries().forEach((name, cursor) -> {
            if (read.containsKey(name)) {
                cursor.keyProblem("\"" + name + "\" is there in every pact; choose another name");
            } else {
                metric(name, cursor).ifPresent(metric -> read.put(name, metric));
            }
        });
        return read;
    }

    private static List<Metric> builtIn() {
        return List.of(
                builtIn("latency", new Measure.Latency()),
                builtIn("cost", new Measure.Cost()),
                builtIn("length", new Measure.Length(Measure.Length.Of.CHARACTERS)));
    }

    private static Metric builtIn(String name, Measure measure) {
        return new Metric(
                name,
                Optional.empty(),
                new Extract.Whole(),
                Scope.EVERYTHING,
                Set.of(),
                measure,
                Json.digest(List.of(SCORERS, name)));
    }

    private Optional<Metric> metric(String name, Cursor cursor) {
        var before = cursor.problems().size();
        var declared = MEASURES.stream().filter(cursor::has).toList();
        if (declared.size() != 1) {
            cursor.keyProblem(
                    declared.isEmpty()
                            ? "metric \"" + name + "\" needs one of " + String.join(", ", MEASURES)
                            : "metric \"" + name + "\" has " + String.join(" and ", declared)
                                    + "; it must be exactly one");
            return Optional.empty();
        }
        var measure = measure(declared.getFirst(), cursor.child(declared.getFirst()));
        var of = extract(cursor.child("of"));
        var ignore = ignore(cursor, declared.getFirst());
        if (measure.isEmpty() || cursor.problems().size() > before) {
            return Optional.empty();
        }
        if (cursor.has("of") && !measure.get().readsAnswer()) {
            cursor.child("of").keyProblem("\"of\" means nothing to " + declared.getFirst() + ", which reads no answer");
        }
        return Optional.of(new Metric(
                name,
                cursor.child("about").text(),
                of,
                scope(cursor.child("on"), new Scope.Cases.All()),
                ignore,
                measure.get(),
                digest(cursor.node(), measure.get())));
    }

    private static dev.holdfast.schema.json.Digest digest(JsonNode written, Measure measure) {
        var decides = ((ObjectNode) written).deepCopy().without("about");
        var content =
                measure instanceof Measure.JsonSchema(var _, var schema) ? schema : JsonNodeFactory.instance.nullNode();
        return Json.digest(List.of(SCORERS, decides, content));
    }

    /// @param otherwise in which form the tasks are meant unless a probe is named
    static Scope scope(Cursor on, Scope.Cases otherwise) {
        return on.text()
                .map(probe -> new Scope(Set.of(), new Scope.Cases.Under(probe)))
                .orElseGet(() -> new Scope(Set.copyOf(on.child("tags").texts()), otherwise));
    }

    private static Set<Metric.Ignore> ignore(Cursor cursor, String measure) {
        if (cursor.has("ignore") && !measure.equals("equals") && !measure.equals("contains")) {
            cursor.child("ignore").keyProblem("\"ignore\" is for equals and contains; a regex says it itself: (?i)");
        }
        var ignore = EnumSet.noneOf(Metric.Ignore.class);
        cursor.child("ignore")
                .items()
                .forEach(item -> item.choice(Metric.Ignore.class).ifPresent(ignore::add));
        return ignore;
    }

    private Optional<Measure> measure(String key, Cursor at) {
        return switch (key) {
            case "equals" -> ideal(at).map(Measure.Equals::new);
            case "contains" -> contains(at);
            case "regex" -> pattern(at).map(Measure.Regex::new);
            case "json_schema" -> at.text().flatMap(path -> jsonSchema(at, path));
            case "refusal" ->
                at.node().isBoolean()
                        ? Optional.of(new Measure.Refusal(at.node().asBoolean()))
                        : Optional.empty();
            case "recorded_score" -> at.text().map(Measure.RecordedScore::new);
            case "latency" -> Optional.of(new Measure.Latency());
            case "cost" -> Optional.of(new Measure.Cost());
            case "length" -> at.choice(Measure.Length.Of.class).map(Measure.Length::new);
            default -> throw new IllegalArgumentException(key);
        };
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

    private static Optional<String> pattern(Cursor at) {
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

    private static Extract extract(Cursor of) {
        if (of.has("regex")) {
            var regex = of.child("regex");
            var places = regex.node().isArray() ? regex.items() : List.of(regex);
            var patterns =
                    places.stream().flatMap(place -> pattern(place).stream()).toList();
            return new Extract.Pattern(
                    patterns, of.child("also_of_expected").node().asBoolean(false));
        }
        return of.text().map(text -> path(of, text)).orElseGet(Extract.Whole::new);
    }

    private static Extract path(Cursor at, String text) {
        if (text.startsWith("/")) {
            return new Extract.Pointer(text);
        }
        if (!text.startsWith("$")) {
            at.problem(
                    "expected a JSONPath such as $.order.id or a JSON Pointer such as /order/id, got \"" + text + "\"");
            return new Extract.Whole();
        }
        try {
            JsonPath.compile(text);
        } catch (InvalidPathException e) {
            at.problem("not a JSONPath: " + e.getMessage());
        }
        return new Extract.Path(text);
    }
}
