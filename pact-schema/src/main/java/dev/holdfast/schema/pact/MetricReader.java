package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the `metrics` of a pact.
final class MetricReader {
    /// Part of every metric's digest: raised when the meaning of a measure changes.
    private static final int SCORERS = 1;

    private final MeasureReader measures;
    private final boolean escalates;

    /// @param judges the models that may judge, by name
    /// @param tools  of which some metrics want that they are simulated
    /// @param agent  whose policy may hand answers over to a person, which is a metric
    MetricReader(Path folder, Map<String, Target.OpenAi> judges, Collection<Tool> tools, Optional<Agent> agent) {
        this.measures = new MeasureReader(folder, judges, tools.stream().anyMatch(Tool::isSimulated));
        this.escalates = agent.filter(a -> a.policy().escalates()).isPresent();
    }

    /// The declared metrics, after those that every pact has.
    Map<String, Metric> read(Cursor metrics) {
        var read = new LinkedHashMap<String, Metric>();
        builtIn().forEach(metric -> read.put(metric.name(), metric));
        if (escalates) {
            read.put("escalated", builtIn("escalated", new Measure.Escalated()));
        }
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
        var declared = MeasureReader.KEYS.stream().filter(cursor::has).toList();
        if (declared.size() != 1) {
            cursor.keyProblem(
                    declared.isEmpty()
                            ? "metric \"" + name + "\" needs one of " + String.join(", ", MeasureReader.KEYS)
                            : "metric \"" + name + "\" has " + String.join(" and ", declared)
                                    + "; it must be exactly one");
            return Optional.empty();
        }
        var measure = measures.read(declared.getFirst(), cursor);
        var of = extract(cursor.child("of"));
        var ignore = ignore(cursor, declared.getFirst());
        if (cursor.has("within") && !declared.getFirst().equals("equals")) {
            cursor.child("within")
                    .keyProblem("\"within\" is for equals: how far a number may be from the one it equals");
        }
        if (cursor.has("model") && !declared.getFirst().equals("similarity")) {
            cursor.child("model").keyProblem("\"model\" is for similarity: a folder with a model that embeds texts");
        }
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

    /// Of what is written and of what the files it names hold.
    private static Digest digest(JsonNode written, Measure measure) {
        var decides = ((ObjectNode) written).deepCopy().without("about");
        var content = switch (measure) {
            case Measure.JsonSchema(var _, var schema) -> schema;
            case Measure.Similarity(var _, var _, var model)
            when model.isPresent() -> Json.toTree(model.get().digest());
            case Measure.Leaks leaks -> Json.toTree(leaks);
            case Measure.Grounded(var _, var played) when played -> JsonNodeFactory.instance.textNode("played");
            case Measure.Command(var _, var _, var files) -> Json.toTree(files);
            case Measure.Judge judge ->
                Json.toTree(List.of(
                        judge.rubric(),
                        judge.jury().stream().map(Measure.Juror::settings).toList(),
                        judge.labels()));
            default -> JsonNodeFactory.instance.nullNode();
        };
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

    static Extract extract(Cursor of) {
        if (of.has("regex")) {
            var regex = of.child("regex");
            var places = regex.node().isArray() ? regex.items() : List.of(regex);
            var patterns = places.stream()
                    .flatMap(place -> MeasureReader.pattern(place).stream())
                    .toList();
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
