package dev.holdfast.harness.fake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// How tools are offered, called and answered in a protocol.
record ToolTalk(Protocol protocol) {
    /// The names of the tools that are offered.
    List<String> offered(JsonNode body) {
        var tools = body.path("tools");
        return switch (protocol) {
            case COMPLETIONS, OLLAMA -> names(tools, "/function/name");
            case RESPONSES, MESSAGES -> names(tools, "/name");
            case GENERATE_CONTENT -> {
                var declared = tools.path(0).path("functionDeclarations");
                yield names(declared.isMissingNode() ? tools.path("functionDeclarations") : declared, "/name");
            }
        };
    }

    private static List<String> names(JsonNode tools, String at) {
        return each(tools).map(tool -> tool.at(at).asText()).toList();
    }

    /// What tools have answered since the user spoke last, in order.
    List<String> answers(JsonNode body) {
        var answers = new ArrayList<String>();
        var list = switch (protocol) {
            case COMPLETIONS, MESSAGES, OLLAMA -> body.path("messages");
            case RESPONSES -> body.path("input");
            case GENERATE_CONTENT -> body.path("contents");
        };
        list.forEach(message -> {
            if (protocol.saysUser(message)) {
                answers.clear();
            }
            answers.addAll(answersIn(message));
        });
        return answers;
    }

    private List<String> answersIn(JsonNode message) {
        return switch (protocol) {
            case COMPLETIONS, OLLAMA ->
                message.path("role").asText().equals("tool") ? List.of(text(message.path("content"))) : List.of();
            case RESPONSES ->
                message.path("type").asText().equals("function_call_output")
                        ? List.of(text(message.path("output")))
                        : List.of();
            case MESSAGES ->
                each(message.path("content"))
                        .filter(part -> part.path("type").asText().equals("tool_result"))
                        .map(part -> text(part.path("content")))
                        .toList();
            case GENERATE_CONTENT ->
                each(message.path("parts"))
                        .filter(part -> part.has("functionResponse"))
                        .map(part -> response(part.at("/functionResponse/response")))
                        .toList();
        };
    }

    /// Gemini's answers are objects; a text stands in one of their fields.
    private static String response(JsonNode response) {
        return response.size() == 1 ? text(response.elements().next()) : Json.line(response);
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        return content.isArray()
                ? String.join(
                        "",
                        each(content).map(part -> part.path("text").asText()).toList())
                : Json.line(content);
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /// An answer that calls tools.
    String calls(List<Reaction.Calls.Tool> tools) {
        var called = IntStream.range(0, tools.size())
                .mapToObj(i -> call("call_" + (i + 1), tools.get(i)))
                .toList();
        return Json.line(
                switch (protocol) {
                    case COMPLETIONS ->
                        Map.of(
                                "id",
                                "chatcmpl-1",
                                "model",
                                FakeAgent.MODEL,
                                "choices",
                                List.of(Map.of(
                                        "index",
                                        0,
                                        "finish_reason",
                                        "tool_calls",
                                        "message",
                                        Map.of("role", "assistant", "content", "", "tool_calls", called))),
                                "usage",
                                Map.of("prompt_tokens", 12, "completion_tokens", 5, "total_tokens", 17));
                    case RESPONSES ->
                        Map.of(
                                "id",
                                "resp_1",
                                "status",
                                "completed",
                                "model",
                                FakeAgent.MODEL,
                                "output",
                                called,
                                "usage",
                                Map.of("input_tokens", 12, "output_tokens", 5, "total_tokens", 17));
                    case MESSAGES ->
                        Map.of(
                                "id",
                                "msg_1",
                                "model",
                                FakeAgent.MODEL,
                                "stop_reason",
                                "tool_use",
                                "content",
                                called,
                                "usage",
                                Map.of("input_tokens", 12, "output_tokens", 5));
                    case GENERATE_CONTENT ->
                        Map.of(
                                "modelVersion",
                                FakeAgent.MODEL,
                                "candidates",
                                List.of(Map.of(
                                        "finishReason", "STOP", "content", Map.of("role", "model", "parts", called))),
                                "usageMetadata",
                                Map.of("promptTokenCount", 12, "candidatesTokenCount", 5, "totalTokenCount", 17));
                    case OLLAMA ->
                        Map.of(
                                "model",
                                FakeAgent.MODEL,
                                "done_reason",
                                "stop",
                                "message",
                                Map.of("role", "assistant", "content", "", "tool_calls", called),
                                "prompt_eval_count",
                                12,
                                "eval_count",
                                5);
                });
    }

    private Map<String, Object> call(String id, Reaction.Calls.Tool tool) {
        var arguments = tool.arguments();
        return switch (protocol) {
            case COMPLETIONS ->
                Map.of(
                        "id",
                        id,
                        "type",
                        "function",
                        "function",
                        Map.of("name", tool.name(), "arguments", Json.line(arguments)));
            case RESPONSES ->
                Map.of(
                        "type",
                        "function_call",
                        "id",
                        "fc_" + id,
                        "call_id",
                        id,
                        "status",
                        "completed",
                        "name",
                        tool.name(),
                        "arguments",
                        Json.line(arguments));
            case MESSAGES -> Map.of("type", "tool_use", "id", id, "name", tool.name(), "input", arguments);
            case GENERATE_CONTENT -> Map.of("functionCall", Map.of("name", tool.name(), "args", arguments));
            case OLLAMA -> Map.of("function", Map.of("name", tool.name(), "arguments", arguments));
        };
    }
}
