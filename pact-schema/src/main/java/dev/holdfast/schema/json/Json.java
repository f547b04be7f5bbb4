package dev.holdfast.schema.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The one JSON codec: unknown and missing fields and duplicate keys are errors, what is optional and absent is not
/// null, times are ISO-8601.
public final class Json {
    /// A line or document may hold one long agent answer, but no endless one.
    public static final int LONGEST_STRING = 20_000_000;

    private static final JsonMapper MAPPER = mapper(LONGEST_STRING);

    /// No string is longer than the text that it stands in.
    private static final JsonMapper UNBOUNDED = mapper(Integer.MAX_VALUE);

    private static JsonMapper mapper(int longestString) {
        return JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(longestString)
                                .maxNestingDepth(200)
                                .build())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                // a question that a record answers, such as isEmpty(), is not part of the document
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .build();
    }

    private Json() {}

    /// A tree of the text.
    ///
    /// @throws InvalidDocumentException with the line and column where the JSON breaks
    public static JsonNode tree(String source, String text) {
        try {
            var tree = MAPPER.readTree(text);
            if (tree.isMissingNode()) {
                throw new InvalidDocumentException(Problem.of(source, "is empty, expected JSON"));
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new InvalidDocumentException(problem(source, e));
        }
    }

    /// A record from its JSON.
    ///
    /// @throws InvalidDocumentException when the text is not such a document
    public static <T> T read(String source, String text, Class<T> type) {
        return read(MAPPER, source, text, type);
    }

    /// The same of a document that holds other documents in its strings, however long they are.
    public static <T> T readPacked(String source, String text, Class<T> type) {
        return read(UNBOUNDED, source, text, type);
    }

    private static <T> T read(JsonMapper mapper, String source, String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new InvalidDocumentException(problem(source, e));
        }
    }

    /// A record from a tree that was read before.
    public static <T> T bind(String source, JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new InvalidDocumentException(problem(source, e));
        }
    }

    /// One line of JSON.
    public static String line(Object document) {
        return write(document, false);
    }

    /// JSON for people: indented, with a line end.
    public static String pretty(Object document) {
        return write(document, true) + "\n";
    }

    /// The tree of a record.
    public static JsonNode toTree(Object document) {
        return MAPPER.valueToTree(document);
    }

    /// The one spelling of a document that digests are taken of: keys sorted, no white space.
    public static String canonical(Object document) {
        return canonical(toTree(document));
    }

    /// The digest of a document's canonical spelling.
    public static Digest digest(Object document) {
        return Digest.of(canonical(document));
    }

    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(entry -> line(entry.getKey()) + ":" + canonical(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(Json::canonical)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return write(node, false);
    }

    private static String write(Object document, boolean indented) {
        try {
            return (indented ? MAPPER.writerWithDefaultPrettyPrinter() : MAPPER.writer()).writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + document.getClass(), e);
        }
    }

    private static Problem problem(String source, JsonProcessingException e) {
        var place = e.getLocation();
        var line = place == null ? 0 : Math.max(0, place.getLineNr());
        var column = place == null ? 0 : Math.max(0, place.getColumnNr());
        return new Problem(source, line, column, forPeople(e.getOriginalMessage()));
    }

    /// Without the parser's remarks about its own settings.
    private static String forPeople(String message) {
        return message.replaceAll("\\(start marker at \\[Source: [^]]*]\\)", "")
                .replaceAll("(?s)\\s*\\(for Object starting at \\[Source:.*", "")
                .replaceAll("`?[A-Za-z.]*Feature\\.[A-Z_]+`?", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
