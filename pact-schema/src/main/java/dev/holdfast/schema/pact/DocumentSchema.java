package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Nearest;
import dev.holdfast.schema.json.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The JSON Schema of one kind of document, and what it says of a document in words for people.
public final class DocumentSchema {
    private final JsonNode tree;

    /// @param name of the schema, for whoever reads that it is broken
    public DocumentSchema(String name, String text) {
        this.tree = Json.tree(name, text);
    }

    private DocumentSchema(JsonNode tree) {
        this.tree = tree;
    }

    /// The schema of another kind of document that is defined within this one.
    DocumentSchema of(String definition) {
        var other = ((ObjectNode) tree.at("/$defs/" + definition)).deepCopy();
        other.set("$defs", tree.get("$defs"));
        return new DocumentSchema(other);
    }

    /// Every way in which the document is not of the schema.
    public List<Problem> problems(LocatedYaml document) {
        return schema().validate(document.tree()).stream()
                .map(error -> problem(document, error))
                .distinct()
                .toList();
    }

    private Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(tree);
    }

    private Problem problem(LocatedYaml document, Error error) {
        var pointer = pointer(error.getInstanceLocation());
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownKey(document, error, pointer);
            case "required" -> document.at(pointer, "\"" + error.getProperty() + "\" is missing here");
            case "propertyNames" -> document.at(pointer, "a name must be letters, digits, dash and underscore");
            default -> document.at(pointer, message(document.tree().at(pointer), error));
        };
    }

    private Problem unknownKey(LocatedYaml document, Error error, String pointer) {
        var key = error.getProperty();
        var known = new ArrayList<String>();
        parentSchema(error).path("properties").fieldNames().forEachRemaining(known::add);
        return document.atKey(pointer + "/" + escape(key), "unknown key \"" + key + "\"" + Nearest.hint(key, known));
    }

    private String message(JsonNode value, Error error) {
        var rule = Objects.requireNonNullElseGet(error.getSchemaNode(), () -> Json.tree("", "null"));
        return switch (error.getKeyword()) {
            case "type" -> "expected " + types(rule) + ", got " + described(value);
            case "const" -> "expected " + rule.asText() + ", got " + described(value);
            case "enum" -> "expected one of " + list(rule) + ", got " + described(value) + suggestion(value, rule);
            case "minItems", "minProperties" -> "must not be empty";
            case "maxProperties" -> "must be exactly one of its kinds, got " + names(value);
            case "minimum" -> "must be at least " + rule.asText() + ", got " + described(value);
            case "maximum" -> "must be at most " + rule.asText() + ", got " + described(value);
            case "minLength" -> "must not be empty";
            case "pattern" -> described(value) + " does not fit: " + form(parentSchema(error));
            default -> error.getMessage();
        };
    }

    private static String form(JsonNode schema) {
        var description = schema.path("description").asText("");
        return description.isEmpty() ? schema.path("pattern").asText() : description;
    }

    private static String suggestion(JsonNode value, JsonNode choices) {
        var names = StreamSupport.stream(choices.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return Nearest.to(value.asText(), names)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }

    private static String types(JsonNode rule) {
        var names = Map.of(
                "string",
                "text",
                "integer",
                "a whole number",
                "number",
                "a number",
                "boolean",
                "true or false",
                "object",
                "keys and values",
                "array",
                "a list",
                "null",
                "nothing after the colon");
        return (rule.isArray() ? StreamSupport.stream(rule.spliterator(), false) : java.util.stream.Stream.of(rule))
                .map(type -> Objects.requireNonNull(names.get(type.asText())))
                .collect(Collectors.joining(" or "));
    }

    private static String described(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "\"" + shortened(value.asText()) + "\"";
            case OBJECT -> "keys and values";
            case ARRAY -> "a list";
            case NULL, MISSING -> "nothing";
            default -> value.asText();
        };
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static String list(JsonNode choices) {
        return StreamSupport.stream(choices.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    private static String names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.joining(" and "));
    }

    /// The schema object in which the violated keyword stands.
    private JsonNode parentSchema(Error error) {
        var fragment = error.getSchemaLocation().getFragment().toString();
        var end = fragment.lastIndexOf('/');
        return tree.at(end <= 0 ? "" : fragment.substring(0, end));
    }

    /// The JSON Pointer of a place.
    static String pointer(NodePath path) {
        var pointer = new StringBuilder();
        for (var i = 0; i < path.getNameCount(); i++) {
            pointer.append('/').append(escape(path.getName(i)));
        }
        return pointer.toString();
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
