package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Problem;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A place in a pact or another document, and the list that its problems go to.
///
/// Whether a value has the right type is the schema's business: what has the wrong one reads as absent here.
public record Cursor(LocatedYaml document, String pointer, JsonNode node, List<Problem> problems) {
    public static Cursor root(LocatedYaml document, List<Problem> problems) {
        return new Cursor(document, "", document.tree(), problems);
    }

    public Cursor child(String key) {
        return new Cursor(
                document, pointer + "/" + key.replace("~", "~0").replace("/", "~1"), node.path(key), problems);
    }

    public boolean has(String key) {
        return node.has(key);
    }

    public Optional<String> text() {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    public OptionalDouble number() {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }

    /// A number as it is written.
    public Optional<BigDecimal> decimal() {
        return node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
    }

    public OptionalInt whole() {
        return node.isIntegralNumber() && node.canConvertToInt() ? OptionalInt.of(node.asInt()) : OptionalInt.empty();
    }

    public List<Cursor> items() {
        return IntStream.range(0, node.isArray() ? node.size() : 0)
                .mapToObj(i -> new Cursor(document, pointer + "/" + i, node.get(i), problems))
                .toList();
    }

    public List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    public Map<String, Cursor> entries() {
        var entries = new LinkedHashMap<String, Cursor>();
        node.properties().forEach(entry -> entries.put(entry.getKey(), child(entry.getKey())));
        return entries;
    }

    /// The value in the form that `how` reads, or a problem that says what was expected. Absent stays absent.
    public <T> Optional<T> parse(Function<String, Optional<T>> how, String expected) {
        if (!node.isTextual() && !node.isNumber()) {
            return Optional.empty();
        }
        var value = how.apply(node.asText());
        if (value.isEmpty()) {
            problem("expected " + expected + ", got \"" + node.asText() + "\"");
        }
        return value;
    }

    <E extends Enum<E>> Optional<E> choice(Class<E> type) {
        return text().flatMap(written -> java.util.Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equalsIgnoreCase(written))
                .findFirst());
    }

    public void problem(String message) {
        problems.add(document.at(pointer, message));
    }

    public void keyProblem(String message) {
        problems.add(document.atKey(pointer, message));
    }
}
