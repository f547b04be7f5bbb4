package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.tool.ToolBox;
import dev.holdfast.schema.json.Json;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Offers tools in LangChain4j's words.
///
/// @param below how a schema below the outermost object, which LangChain4j knows part by part, goes out
record ToolSpecifications(Function<JsonNode, JsonSchemaElement> below) {
    /// As it was written.
    static final ToolSpecifications WRITTEN = new ToolSpecifications(schema -> JsonRawSchema.from(Json.line(schema)));

    /// Only type, description and choices, where a provider's client knows no more.
    static final ToolSpecifications PLAIN = new ToolSpecifications(ToolSpecifications::plain);

    List<ToolSpecification> of(ToolBox box) {
        return box.tools().stream()
                .map(tool -> ToolSpecification.builder()
                        .name(box.names().there(tool.name()))
                        .description(tool.description())
                        .parameters(object(tool.parameters()))
                        .build())
                .toList();
    }

    private JsonObjectSchema object(JsonNode schema) {
        var builder = JsonObjectSchema.builder()
                .description(description(schema))
                .addProperties(each(schema.path("properties")))
                .required(texts(schema.path("required")));
        if (schema.path("additionalProperties").isBoolean()) {
            builder.additionalProperties(schema.path("additionalProperties").booleanValue());
        }
        if (schema.path("$defs").isObject()) {
            builder.definitions(each(schema.path("$defs")));
        }
        return builder.build();
    }

    private Map<String, JsonSchemaElement> each(JsonNode schemas) {
        var each = new LinkedHashMap<String, JsonSchemaElement>();
        schemas.properties().forEach(entry -> each.put(entry.getKey(), below.apply(entry.getValue())));
        return each;
    }

    private static JsonSchemaElement plain(JsonNode schema) {
        var about = description(schema);
        if (schema.has("enum")) {
            return JsonEnumSchema.builder()
                    .enumValues(texts(schema.path("enum")))
                    .description(about)
                    .build();
        }
        return switch (schema.path("type").asText()) {
            case "integer" -> JsonIntegerSchema.builder().description(about).build();
            case "number" -> JsonNumberSchema.builder().description(about).build();
            case "boolean" -> JsonBooleanSchema.builder().description(about).build();
            case "array" ->
                JsonArraySchema.builder()
                        .items(plain(schema.path("items")))
                        .description(about)
                        .build();
            case "object" -> PLAIN.object(schema);
            default -> JsonStringSchema.builder().description(about).build();
        };
    }

    private static @Nullable String description(JsonNode schema) {
        return schema.path("description").textValue();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
