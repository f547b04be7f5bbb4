package dev.holdfast.schema.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.LocatedYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds the published schema, the reader and the records together.
final class PactSchemaTest {
    /// One of each kind excludes the other, so a single example cannot have both; other tests read these.
    private static final Set<String> EXCLUDED_BY_THEIR_SIBLINGS = Set.of("remediate", "ask_again", "most");

    /// Says what is so without it.
    private static final Set<String> SAYS_THE_DEFAULT = Set.of("mean");

    @TempDir
    Path folder;

    @Test
    void hasNoKeyThatTheFullExampleDoesNotUse() {
        var used = new TreeSet<String>();
        Stream.concat(Stream.of(Examples.full()), Examples.otherTargets().stream())
                .flatMap(example -> keys(tree(example)))
                .forEach(pointer -> used.add(pointer.substring(pointer.lastIndexOf('/') + 1)));
        var published = new TreeSet<String>();
        properties(Json.tree("schema", PactSchema.text()), published);
        published.removeAll(EXCLUDED_BY_THEIR_SIBLINGS);

        assertThat(published).hasSizeGreaterThan(60);
        assertThat(used).containsAll(published);
    }

    @Test
    void hasNoKeyThatMeansNothingToTheReader() throws IOException {
        assertThat(ignored(Examples.full(), "/")).isEmpty();
    }

    @Test
    void hasNoKeyOfATargetThatMeansNothingToTheReader() throws IOException {
        for (var example : Examples.otherTargets()) {
            assertThat(ignored(example, "/agent/target/")).isEmpty();
        }
    }

    private List<String> ignored(Examples example, String under) throws IOException {
        var whole = read(tree(example));
        var ignored = new ArrayList<String>();
        for (var pointer : keys(tree(example)).toList()) {
            var key = pointer.substring(pointer.lastIndexOf('/') + 1);
            if (pointer.startsWith(under)
                    && !SAYS_THE_DEFAULT.contains(key)
                    && without(example, pointer).equals(whole)) {
                ignored.add(pointer);
            }
        }
        return ignored;
    }

    @Test
    void describesEveryKey() {
        var silent = new ArrayList<String>();
        undescribed(Json.tree("schema", PactSchema.text()), "", silent);

        assertThat(silent).isEmpty();
    }

    private String without(Examples example, String pointer) throws IOException {
        var tree = tree(example);
        var parent = (ObjectNode) tree.at(pointer.substring(0, pointer.lastIndexOf('/')));
        parent.remove(pointer.substring(pointer.lastIndexOf('/') + 1));
        return read(tree);
    }

    /// The pact without its digests, which change with every letter; or what is wrong with it.
    private String read(JsonNode tree) throws IOException {
        try {
            var file = PactReader.read(Examples.full().pact(Json.line(tree)).write(folder));
            return file.pact().toString().replaceAll("sha256:[0-9a-f]{64}", "");
        } catch (InvalidDocumentException e) {
            return e.problems().toString();
        }
    }

    private static JsonNode tree(Examples example) {
        return LocatedYaml.read("full.yaml", example.pact()).tree();
    }

    /// Pointers of all keys, at any depth.
    private static Stream<String> keys(JsonNode node) {
        var here = node.isObject()
                ? node.properties().stream().map(Map.Entry::getKey)
                : Stream.iterate(0, i -> i < node.size(), i -> i + 1).map(String::valueOf);
        return here.flatMap(key -> {
            var child = node.isObject() ? node.path(key) : node.path(Integer.parseInt(key));
            var below = keys(child).map(pointer -> "/" + key + pointer);
            return node.isObject() ? Stream.concat(Stream.of("/" + key), below) : below;
        });
    }

    private static void properties(JsonNode schema, Set<String> names) {
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.forEach(child -> properties(child, names));
    }

    private static void undescribed(JsonNode schema, String path, List<String> silent) {
        schema.path("properties").properties().forEach(property -> {
            if (!property.getValue().has("description") && !property.getValue().has("$ref")) {
                silent.add(path + "/" + property.getKey());
            }
        });
        schema.properties().forEach(child -> undescribed(child.getValue(), path + "/" + child.getKey(), silent));
    }
}
