package dev.holdfast.harness.score;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Pattern;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Extract;
import java.util.List;
import java.util.Optional;

/// Finds the part of an answer that a metric looks at: a JSON value, or text as a JSON string.
@FunctionalInterface
interface Finder {
    Optional<JsonNode> find(String answer);

    static Finder of(Extract extract) {
        return switch (extract) {
            case Extract.Whole _ -> answer -> Optional.of(TextNode.valueOf(answer));
            case Extract.Path(var path) -> new AtPath(JsonPath.compile(path));
            case Extract.Pointer(var pointer) -> new AtPointer(JsonPointer.compile(pointer));
            case Extract.Pattern by ->
                new ByPattern(by.patterns().stream().map(Pattern::compile).toList());
        };
    }

    /// A path that can match more than once (`$..id`) gives the one match it has, or an array of several.
    record AtPath(JsonPath path) implements Finder {
        private static final Configuration CONFIGURATION = Configuration.builder()
                .jsonProvider(new JacksonJsonNodeJsonProvider())
                .mappingProvider(new JacksonMappingProvider())
                .build();

        @Override
        public Optional<JsonNode> find(String answer) {
            return JsonText.inFence(answer).flatMap(this::at);
        }

        private Optional<JsonNode> at(JsonNode tree) {
            try {
                Object read = path.read(tree, CONFIGURATION);
                if (read == null) {
                    return Optional.empty();
                }
                // functions, such as length(), give numbers and no part of the tree
                if (!(read instanceof JsonNode found)) {
                    return Optional.of(Json.toTree(read));
                }
                if (path.isDefinite() || found.size() > 1) {
                    return Optional.of(found);
                }
                return Optional.ofNullable(found.get(0));
            } catch (JsonPathException e) {
                return Optional.empty();
            }
        }
    }

    record AtPointer(JsonPointer pointer) implements Finder {
        @Override
        public Optional<JsonNode> find(String answer) {
            return JsonText.inFence(answer).map(tree -> tree.at(pointer)).filter(node -> !node.isMissingNode());
        }
    }

    /// The first pattern that is found, in the order of the pact: not the one that is found first in the text.
    record ByPattern(List<Pattern> patterns) implements Finder {
        @Override
        public Optional<JsonNode> find(String answer) {
            for (var pattern : patterns) {
                var matcher = pattern.matcher(answer);
                if (matcher.find()) {
                    var group = matcher.groupCount() > 0 ? matcher.group(1) : null;
                    return Optional.of(TextNode.valueOf(group == null ? matcher.group() : group));
                }
            }
            return Optional.empty();
        }
    }
}
