package dev.holdfast.harness.fake;

import dev.holdfast.schema.json.Json;
import java.util.List;
import java.util.Map;

/// What is sent when an answer is streamed, in the two protocols that most servers speak.
record StreamTalk(Protocol protocol) {
    StreamTalk {
        if (protocol != Protocol.COMPLETIONS && protocol != Protocol.MESSAGES) {
            throw new IllegalArgumentException(protocol + " is not streamed here");
        }
    }

    String opening() {
        return protocol == Protocol.COMPLETIONS
                ? ": waiting for a free slot\n\n" + chunk(Map.of("role", "assistant", "content", ""), Map.of())
                : event(
                                "message_start",
                                Map.of(
                                        "message",
                                        Map.of(
                                                "id",
                                                "msg_1",
                                                "type",
                                                "message",
                                                "role",
                                                "assistant",
                                                "model",
                                                FakeAgent.MODEL,
                                                "content",
                                                List.of(),
                                                "usage",
                                                Map.of(
                                                        "input_tokens",
                                                        8,
                                                        "cache_read_input_tokens",
                                                        4,
                                                        "output_tokens",
                                                        1))))
                        + event(
                                "content_block_start",
                                Map.of("index", 0, "content_block", Map.of("type", "text", "text", "")))
                        + event("ping", Map.of());
    }

    String piece(String text) {
        return protocol == Protocol.COMPLETIONS
                ? chunk(Map.of("content", text), Map.of())
                : event("content_block_delta", Map.of("index", 0, "delta", Map.of("type", "text_delta", "text", text)));
    }

    String closing() {
        return protocol == Protocol.COMPLETIONS
                ? chunk(Map.of(), Map.of("finish_reason", "stop"))
                        + data(Map.of(
                                "id",
                                "chatcmpl-1",
                                "object",
                                "chat.completion.chunk",
                                "choices",
                                List.of(),
                                "usage",
                                Map.of(
                                        "prompt_tokens",
                                        12,
                                        "completion_tokens",
                                        5,
                                        "total_tokens",
                                        17,
                                        "prompt_tokens_details",
                                        Map.of("cached_tokens", 4))))
                        + "data: [DONE]\n\n"
                : event("content_block_stop", Map.of("index", 0))
                        + event(
                                "message_delta",
                                Map.of("delta", Map.of("stop_reason", "end_turn"), "usage", Map.of("output_tokens", 5)))
                        + event("message_stop", Map.of());
    }

    String error(String message) {
        return protocol == Protocol.COMPLETIONS
                ? data(Map.of("error", Map.of("message", message)))
                : event("error", Map.of("error", Map.of("type", "overloaded_error", "message", message)));
    }

    private static String chunk(Map<String, Object> delta, Map<String, Object> more) {
        var choice = new java.util.TreeMap<String, Object>(more);
        choice.put("index", 0);
        choice.put("delta", delta);
        return data(Map.of(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion.chunk",
                "created",
                1,
                "model",
                FakeAgent.MODEL,
                "system_fingerprint",
                "fp_1",
                "choices",
                List.of(choice)));
    }

    private static String event(String type, Map<String, Object> more) {
        var data = new java.util.TreeMap<String, Object>(more);
        data.put("type", type);
        return "event: " + type + "\n" + data(data);
    }

    private static String data(Map<String, Object> data) {
        return "data: " + Json.line(data) + "\n\n";
    }
}
