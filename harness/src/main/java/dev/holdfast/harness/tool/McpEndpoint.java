package dev.holdfast.harness.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Speaks the Model Context Protocol over streamable HTTP, as far as tools go: `initialize`, `ping`, `tools/list`,
/// `tools/call`. Every message is answered by itself, so no session and no stream is kept.
///
/// No output schema is told: a client would hold a spoilt answer against it and keep it from the agent.
record McpEndpoint(ToolBox box) {
    /// Newest first.
    private static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final int NOT_JSON = -32700;
    private static final int NO_MESSAGE = -32600;
    private static final int NO_SUCH_METHOD = -32601;

    /// Empty for what wants no answer.
    Optional<ObjectNode> answer(ToolSession session, String body) throws InterruptedException {
        JsonNode message;
        try {
            message = Json.tree("message", body);
        } catch (InvalidDocumentException e) {
            return Optional.of(error(JsonNodeFactory.instance.nullNode(), NOT_JSON, "not JSON"));
        }
        var id = message.path("id");
        if (!message.path("method").isTextual()) {
            return Optional.of(error(id, NO_MESSAGE, "expected one message with a method"));
        }
        if (id.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(answer(session, id, message.path("method").asText(), message.path("params")));
    }

    private ObjectNode answer(ToolSession session, JsonNode id, String method, JsonNode params)
            throws InterruptedException {
        return switch (method) {
            case "initialize" -> result(id, hello(params.path("protocolVersion").asText()));
            case "ping" -> result(id, Map.of());
            case "tools/list" -> result(id, Map.of("tools", list()));
            case "tools/call" -> result(id, call(session, params));
            default -> error(id, NO_SUCH_METHOD, "no method " + method);
        };
    }

    private static Map<String, Object> hello(String wanted) {
        return Map.of(
                "protocolVersion",
                VERSIONS.contains(wanted) ? wanted : VERSIONS.getFirst(),
                "capabilities",
                Map.of("tools", Map.of()),
                "serverInfo",
                Map.of("name", "holdfast", "version", "1"));
    }

    private List<Map<String, Object>> list() {
        return box.tools().stream()
                .map(tool -> Map.<String, Object>of(
                        "name",
                        box.names().there(tool.name()),
                        "description",
                        tool.description(),
                        "inputSchema",
                        tool.parameters()))
                .toList();
    }

    private Map<String, Object> call(ToolSession session, JsonNode params) throws InterruptedException {
        var arguments = params.has("arguments") ? params.get("arguments") : JsonNodeFactory.instance.objectNode();
        var answer = session.call(box.names().back(params.path("name").asText()), arguments);
        return Map.of(
                "content",
                List.of(Map.of("type", "text", "text", answer.body())),
                "isError",
                answer.status() != ToolAnswer.Status.OK);
    }

    private static ObjectNode result(JsonNode id, Map<String, Object> result) {
        var answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.set("result", Json.toTree(result));
        return answer;
    }

    private static ObjectNode error(JsonNode id, int code, String message) {
        var answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        answer.set("id", id.isMissingNode() ? JsonNodeFactory.instance.nullNode() : id);
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }
}
