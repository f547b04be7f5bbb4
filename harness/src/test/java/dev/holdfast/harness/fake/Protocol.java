package dev.holdfast.harness.fake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Json;
import java.util.List;
import java.util.Map;

/// A way to ask an agent and to be answered. In all of them 12 tokens go in, 4 of which the server still had, and 5
/// come out.
enum Protocol {
    /// OpenAI's chat completions, and Mistral's.
    COMPLETIONS,
    /// OpenAI's responses.
    RESPONSES,
    /// Anthropic's messages.
    MESSAGES,
    /// Gemini's generateContent.
    GENERATE_CONTENT,
    /// Ollama's chat.
    OLLAMA;

    static Protocol of(String path) {
        if (path.contains(":generateContent") || path.contains(":streamGenerateContent")) {
            return GENERATE_CONTENT;
        }
        if (path.endsWith("/messages")) {
            return MESSAGES;
        }
        if (path.endsWith("/responses")) {
            return RESPONSES;
        }
        return path.endsWith("/api/chat") ? OLLAMA : COMPLETIONS;
    }

    /// The last thing that the user says; what tools answer in between is not said by the user.
    String question(JsonNode body) {
        var said = switch (this) {
            case COMPLETIONS, MESSAGES, OLLAMA -> body.path("messages");
            case RESPONSES -> body.path("input");
            case GENERATE_CONTENT -> body.path("contents");
        };
        var at = said.size() - 1;
        while (at > 0 && !saysUser(said.path(at))) {
            at--;
        }
        var message = said.path(at);
        var content = this == GENERATE_CONTENT ? message.path("parts") : message.path("content");
        return content.isArray() ? last(content).path("text").asText() : content.asText();
    }

    /// Whether the user says this, in words.
    boolean saysUser(JsonNode message) {
        var content = this == GENERATE_CONTENT ? message.path("parts") : message.path("content");
        return message.path("role").asText("user").equals("user")
                && (content.isTextual() || last(content).path("text").isTextual());
    }

    private static JsonNode last(JsonNode list) {
        return list.path(list.size() - 1);
    }

    String answer(String text, String fingerprint) {
        return Json.line(
                switch (this) {
                    case COMPLETIONS -> completion(text, fingerprint);
                    case RESPONSES -> response(text);
                    case MESSAGES -> message(text);
                    case GENERATE_CONTENT -> content(text);
                    case OLLAMA -> chat(text);
                });
    }

    private static Map<String, Object> completion(String text, String fingerprint) {
        return Map.of(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion",
                "created",
                1,
                "model",
                FakeAgent.MODEL,
                "system_fingerprint",
                fingerprint,
                "choices",
                List.of(Map.of(
                        "index", 0, "finish_reason", "stop", "message", Map.of("role", "assistant", "content", text))),
                "usage",
                Map.of(
                        "prompt_tokens",
                        12,
                        "completion_tokens",
                        5,
                        "total_tokens",
                        17,
                        "prompt_tokens_details",
                        Map.of("cached_tokens", 4)));
    }

    private static Map<String, Object> response(String text) {
        return Map.of(
                "id",
                "resp_1",
                "object",
                "response",
                "created_at",
                1,
                "status",
                "completed",
                "model",
                FakeAgent.MODEL,
                "output",
                List.of(Map.of(
                        "type",
                        "message",
                        "id",
                        "msg_1",
                        "role",
                        "assistant",
                        "status",
                        "completed",
                        "content",
                        List.of(Map.of("type", "output_text", "text", text, "annotations", List.of())))),
                "usage",
                Map.of(
                        "input_tokens",
                        12,
                        "output_tokens",
                        5,
                        "total_tokens",
                        17,
                        "input_tokens_details",
                        Map.of("cached_tokens", 4)));
    }

    private static Map<String, Object> message(String text) {
        return Map.of(
                "id",
                "msg_1",
                "type",
                "message",
                "role",
                "assistant",
                "model",
                FakeAgent.MODEL,
                "content",
                List.of(Map.of("type", "text", "text", text)),
                "stop_reason",
                "end_turn",
                "usage",
                Map.of("input_tokens", 8, "cache_read_input_tokens", 4, "output_tokens", 5));
    }

    private static Map<String, Object> content(String text) {
        return Map.of(
                "candidates",
                List.of(Map.of(
                        "content",
                        Map.of("role", "model", "parts", List.of(Map.of("text", text))),
                        "finishReason",
                        "STOP",
                        "index",
                        0)),
                "modelVersion",
                FakeAgent.MODEL,
                "usageMetadata",
                Map.of(
                        "promptTokenCount",
                        12,
                        "cachedContentTokenCount",
                        4,
                        "candidatesTokenCount",
                        5,
                        "totalTokenCount",
                        17));
    }

    private static Map<String, Object> chat(String text) {
        return Map.of(
                "model",
                FakeAgent.MODEL,
                "created_at",
                "2026-11-21T08:00:00Z",
                "message",
                Map.of("role", "assistant", "content", text),
                "done",
                true,
                "done_reason",
                "stop",
                "prompt_eval_count",
                12,
                "eval_count",
                5);
    }
}
