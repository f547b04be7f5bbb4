package dev.holdfast.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A YAML document as a tree in which every node, and every key, knows its line and column.
///
/// Keys and values are addressed by JSON Pointer. Aliases are followed, but not without end.
public final class LocatedYaml {
    /// What a person writes is far below both, what a bomb expands to far above; large suites are JSON Lines.
    private static final int LARGEST_DOCUMENT = 1_000_000;

    private static final int MOST_NODES = 500_000;

    /// Of lists and objects within each other; what reads them calls itself for each.
    private static final int DEEPEST = 100;

    private final String source;
    private final Map<String, Mark> values = new HashMap<>();
    private final Map<String, Mark> keys = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;
    private JsonNode tree = JsonNodeFactory.instance.nullNode();

    private LocatedYaml(String source) {
        this.source = source;
    }

    /// Reads a text. A broken or repeated key is a problem of the document, not an exception.
    public static LocatedYaml read(String source, String text) {
        var document = new LocatedYaml(source);
        document.parse(text);
        return document;
    }

    /// Reads a text that must be JSON; what breaks it is told as JSON's own problem.
    ///
    /// @throws InvalidDocumentException with the line and column where the JSON breaks
    public static LocatedYaml readJson(String source, String text) {
        var json = Json.tree(source, text);
        // a tab can only stand between the tokens of JSON, where YAML minds it
        var document = read(source, text.replace('\t', ' '));
        document.tree = json;
        return document;
    }

    public String source() {
        return source;
    }

    public JsonNode tree() {
        return tree;
    }

    /// What is wrong with the text as YAML; the tree holds what could be read.
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// A problem at the value that the pointer names, or at its nearest parent.
    public Problem at(String pointer, String message) {
        return problem(mark(values, pointer), message);
    }

    /// A problem at the key that the pointer names.
    public Problem atKey(String pointer, String message) {
        return problem(Optional.ofNullable(keys.get(pointer)).or(() -> mark(values, pointer)), message);
    }

    private void parse(String text) {
        if (text.length() > LARGEST_DOCUMENT) {
            problems.add(Problem.of(
                    source,
                    "is too large to be read as YAML: " + text.length() + " characters, at most " + LARGEST_DOCUMENT));
            return;
        }
        var settings = LoadSettings.builder()
                .setLabel(source)
                .setUseMarks(true)
                .setAllowDuplicateKeys(true)
                .setCodePointLimit(LARGEST_DOCUMENT)
                .build();
        try {
            refuseDepth(settings, text);
            var root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problems.add(Problem.of(source, "is empty"));
            } else {
                tree = convert(root.get(), "");
            }
        } catch (MarkedYamlEngineException e) {
            problems.add(problem(e.getProblemMark(), "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(Problem.of(source, "not readable as YAML: " + e.getMessage()));
        }
    }

    /// Events come one after the other, however deep the text goes.
    private static void refuseDepth(LoadSettings settings, String text) {
        var depth = 0;
        for (var event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                default -> {}
            }
            refuse(depth);
        }
    }

    private static void refuse(int depth) {
        if (depth > DEEPEST) {
            throw new YamlEngineException("it is nested more than " + DEEPEST + " deep");
        }
    }

    private JsonNode convert(Node node, String pointer) {
        if (++nodes > MOST_NODES) {
            throw new YamlEngineException("its aliases expand to more than " + MOST_NODES + " nodes");
        }
        if (!open.add(node)) {
            throw new YamlEngineException("the alias at " + pointer + " contains itself");
        }
        refuse(open.size());
        node.getStartMark().ifPresent(mark -> values.put(pointer, mark));
        try {
            return switch (node) {
                case MappingNode mapping -> object(mapping, pointer);
                case SequenceNode sequence -> array(sequence, pointer);
                case ScalarNode scalar -> scalar(scalar);
                default -> throw new YamlEngineException("unexpected node at " + pointer);
            };
        } finally {
            open.remove(node);
        }
    }

    private JsonNode object(MappingNode mapping, String pointer) {
        var object = JsonNodeFactory.instance.objectNode();
        for (var entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problems.add(problem(entry.getKeyNode().getStartMark(), "a key must be plain text"));
                continue;
            }
            var name = key.getValue();
            if (object.has(name)) {
                problems.add(problem(key.getStartMark(), "duplicate key \"" + name + "\""));
                continue;
            }
            var child = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            key.getStartMark().ifPresent(mark -> keys.put(child, mark));
            object.set(name, convert(entry.getValueNode(), child));
        }
        return object;
    }

    private JsonNode array(SequenceNode sequence, String pointer) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var item : sequence.getValue()) {
            array.add(convert(item, pointer + "/" + array.size()));
        }
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        var text = scalar.getValue();
        var factory = JsonNodeFactory.instance;
        if (scalar.getTag().equals(Tag.NULL)) {
            return factory.nullNode();
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return factory.booleanNode(Boolean.parseBoolean(text));
        }
        return scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT)
                ? number(text)
                : factory.textNode(text);
    }

    private static JsonNode number(String text) {
        try {
            var number = new java.math.BigDecimal(text);
            return number.scale() <= 0 && number.precision() - number.scale() < 19
                    ? JsonNodeFactory.instance.numberNode(number.longValueExact())
                    : JsonNodeFactory.instance.numberNode(number.doubleValue());
        } catch (NumberFormatException e) {
            // .inf, .nan and 0x1F: no number of a pact is written so, and a text gets the clearer message
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private static Optional<Mark> mark(Map<String, Mark> marks, String pointer) {
        var place = pointer;
        while (!marks.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return Optional.ofNullable(marks.get(place));
    }

    private Problem problem(Optional<Mark> mark, String message) {
        return mark.map(m -> new Problem(source, m.getLine() + 1, m.getColumn() + 1, message))
                .orElseGet(() -> Problem.of(source, message));
    }
}
