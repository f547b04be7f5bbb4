package dev.holdfast.service.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.service.Api;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Requests as the OpenAPI document describes them, spoilt here and there.
final class Contract {
    private static final int DEEPEST = 5;
    private static final double SPOILT = 0.08;
    private static final double LEFT_OUT = 0.1;

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final Random random;
    private final List<String> odd;
    private final List<String> ids;

    /// @param odd texts that nobody would send
    /// @param ids of what is there
    Contract(String yaml, Random random, List<String> odd, List<String> ids) {
        this.document = LocatedYaml.read("openapi", yaml).tree();
        this.random = random;
        this.odd = List.copyOf(odd);
        this.ids = List.copyOf(ids);
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                method.getValue()))));
    }

    private record Operation(String method, String path, JsonNode described) {}

    /// What is sent.
    record Request(String method, String path, String type, String body) {
        Api.Answer send(Api api) {
            return api.send(api.request(path)
                    .header("Content-Type", type)
                    .header("If-Match", "*")
                    .header("Idempotency-Key", Integer.toHexString(body.hashCode()))
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        }
    }

    /// How many operations there are.
    int size() {
        return operations.size();
    }

    /// The next request to the operation of that number.
    Request request(int number) {
        var operation = operations.get(number);
        var content = operation.described().path("requestBody").path("content").properties();
        if (content.isEmpty()) {
            return new Request(operation.method(), address(operation), "application/json", "");
        }
        var only = content.iterator().next();
        var value = value(only.getValue().path("schema"), DEEPEST);
        var body = only.getKey().endsWith("json") && !value.isTextual() ? Json.line(value) : value.asText();
        return new Request(operation.method(), address(operation), only.getKey(), body);
    }

    private String address(Operation operation) {
        var path = operation.path();
        var query = new ArrayList<String>();
        for (var parameter : operation.described().path("parameters")) {
            var name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("path")) {
                path = path.replace("{" + name + "}", encoded(random.nextInt(5) == 0 ? any(odd) : any(ids)));
            } else if (random.nextBoolean()) {
                query.add(
                        name + "=" + encoded(value(parameter.path("schema"), 1).asText()));
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (random.nextDouble() < SPOILT || depth == 0) {
            return oddity();
        }
        if (schema.has("$ref")) {
            return value(document.at(schema.path("$ref").asText().substring(1)), depth - 1);
        }
        if (schema.has("enum")) {
            return any(list(schema.path("enum")));
        }
        if (schema.has("properties")) {
            return object(schema, depth);
        }
        return switch (schema.path("type").asText()) {
            case "array" -> {
                var list = JsonNodeFactory.instance.arrayNode();
                for (var i = random.nextInt(4); i > 0; i--) {
                    list.add(value(schema.path("items"), depth - 1));
                }
                yield list;
            }
            case "object" -> {
                var map = JsonNodeFactory.instance.objectNode();
                for (var i = random.nextInt(4); i > 0; i--) {
                    map.set(any(odd), value(schema.path("additionalProperties"), depth - 1));
                }
                yield map;
            }
            case "integer" ->
                JsonNodeFactory.instance.numberNode(random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(200));
            case "number" -> JsonNodeFactory.instance.numberNode(random.nextGaussian() * 100);
            case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            default -> text(schema);
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        var object = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().stream()
                .filter(_ -> random.nextDouble() > LEFT_OUT)
                .forEach(property -> object.set(property.getKey(), value(property.getValue(), depth - 1)));
        return object;
    }

    private JsonNode text(JsonNode schema) {
        return JsonNodeFactory.instance.textNode(
                switch (schema.path("format").asText()) {
                    case "uuid" -> any(ids);
                    case "date-time" -> "20%02d-06-01T00:00:00Z".formatted(random.nextInt(100));
                    case "uri" -> "http://127.0.0.1:1/" + random.nextInt(9);
                    default -> random.nextInt(3) == 0 ? any(ids) : any(odd);
                });
    }

    private JsonNode oddity() {
        return switch (random.nextInt(5)) {
            case 0 -> JsonNodeFactory.instance.nullNode();
            case 1 -> JsonNodeFactory.instance.numberNode(random.nextLong());
            case 2 -> JsonNodeFactory.instance.arrayNode().addNull();
            case 3 -> JsonNodeFactory.instance.objectNode().put(any(odd), any(odd));
            default -> JsonNodeFactory.instance.textNode(any(odd));
        };
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).collect(Collectors.toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
