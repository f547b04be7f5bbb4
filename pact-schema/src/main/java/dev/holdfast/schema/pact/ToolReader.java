package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads the `tools` of a pact, with the files that they name.
final class ToolReader {
    private static final List<String> KEYS = List.of("description", "parameters", "result");

    private final Path pact;

    /// @param pact the pact's own file, beside which the tools' files lie
    ToolReader(Path pact) {
        this.pact = pact;
    }

    /// By name, in the pact's order; a tool with a problem is left out.
    Map<String, Tool> read(Cursor tools) {
        var read = new LinkedHashMap<String, Tool>();
        tools.entries().forEach((name, at) -> tool(name, at).ifPresent(tool -> read.put(name, tool)));
        return read;
    }

    private Optional<Tool> tool(String name, Cursor at) {
        var before = at.problems().size();
        var shape = at.child("schema").text().flatMap(file -> schema(at.child("schema"), file));
        if (shape.isEmpty() || at.problems().size() > before) {
            return Optional.empty();
        }
        var tree = shape.get().tree();
        var bare = new Tool(
                name,
                tree.path("description").asText(),
                tree.path("parameters"),
                Optional.of(tree.path("result")).filter(Predicate.not(JsonNode::isMissingNode)),
                List.of());
        var fixtures = at.child("fixtures")
                .text()
                .map(file -> fixtures(bare, at.child("fixtures"), file))
                .orElse(List.of());
        return at.problems().size() > before
                ? Optional.empty()
                : Optional.of(new Tool(name, bare.description(), bare.parameters(), bare.result(), fixtures));
    }

    private List<Tool.Fixture> fixtures(Tool tool, Cursor at, String file) {
        var source = pact.resolveSibling(file).toString();
        return text(at, file)
                .map(text -> new FixtureLines(tool, source, at.problems()).read(text))
                .orElse(List.of());
    }

    private Optional<LocatedYaml> schema(Cursor at, String file) {
        var source = pact.resolveSibling(file).toString();
        try {
            var document = text(at, file).map(text -> LocatedYaml.readJson(source, text));
            document.ifPresent(found -> {
                at.problems().addAll(found.problems());
                check(new Cursor(found, "", found.tree(), at.problems()));
            });
            return document;
        } catch (InvalidDocumentException e) {
            at.problems().addAll(e.problems());
            return Optional.empty();
        }
    }

    private static void check(Cursor file) {
        if (!file.node().isObject()) {
            file.problem("expected a tool such as {\"description\": …, \"parameters\": {…}, \"result\": {…}}");
            return;
        }
        file.entries().forEach((key, at) -> {
            if (!KEYS.contains(key)) {
                at.keyProblem("unknown key \"" + key + "\"" + Nearest.hint(key, KEYS));
            }
        });
        if (file.child("description")
                .text()
                .filter(Predicate.not(String::isBlank))
                .isEmpty()) {
            file.child("description").problem("a tool needs a \"description\": what it does, in words for a model");
        }
        schema(file.child("parameters"));
        if (!file.child("parameters").child("type").text().equals(Optional.of("object"))) {
            file.child("parameters").problem("\"parameters\" must be a JSON Schema of {\"type\": \"object\", …}");
        }
        if (file.has("result")) {
            schema(file.child("result"));
        }
    }

    /// Is it a schema, does it stay at home, and is what it requires known?
    private static void schema(Cursor at) {
        JsonShape.mismatchesOfSchema(at.node())
                .forEach(wrong -> at.problems()
                        .add(at.document()
                                .at(at.pointer() + wrong.pointer(), "not a JSON Schema: " + wrong.message())));
        references(at);
        var properties = at.child("properties").entries().keySet();
        at.child("required")
                .items()
                .forEach(item -> item.text()
                        .filter(name -> !properties.isEmpty() && !properties.contains(name))
                        .ifPresent(name -> item.problem(
                                "requires \"" + name + "\", which is no property" + Nearest.hint(name, properties))));
    }

    /// A schema that loads another from elsewhere would make the pact depend on who answers there.
    private static void references(Cursor at) {
        at.entries().forEach((key, child) -> {
            if (key.equals("$ref") && !child.text().orElse("#").startsWith("#")) {
                child.problem("a \"$ref\" must stay within the file and begin with #");
            }
            references(child);
        });
        at.items().forEach(ToolReader::references);
    }

    private Optional<String> text(Cursor at, String file) {
        try {
            return Optional.of(Files.readString(pact.toAbsolutePath().resolveSibling(file)));
        } catch (IOException e) {
            at.problem("the file \"" + file + "\" cannot be read");
            return Optional.empty();
        }
    }
}
