package dev.holdfast.harness.fake;

import dev.holdfast.schema.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is sent when an answer is streamed, in every protocol. Usage is that of [Protocol].
record StreamTalk(Protocol protocol) {
    private static final String CHUNK =
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"" + FakeAgent.MODEL
                    + "\",\"system_fingerprint\":\"fp_1\",\"choices\":[%s]}";

    String opening() {
        return switch (protocol) {
            case COMPLETIONS ->
                ": waiting for a free slot\n\n" + chunk(Map.of("role", "assistant", "content", ""), Map.of());
            case MESSAGES ->
                event("message_start", """
                        {"message":{"id":"msg_1","type":"message","role":"assistant","model":"%s","content":[],
                        "usage":{"input_tokens":8,"cache_read_input_tokens":4,"output_tokens":1}}}""".formatted(FakeAgent.MODEL))
                        + event(
                                "content_block_start",
                                "{\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
                        + event("ping", "{}");
            case RESPONSES ->
                event(
                        "response.created",
                        "{\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\",\"output\":[]}}");
            case GENERATE_CONTENT, OLLAMA -> "";
        };
    }

    String piece(String text) {
        return switch (protocol) {
            case COMPLETIONS -> chunk(Map.of("content", text), Map.of());
            case MESSAGES ->
                event(
                        "content_block_delta",
                        Json.line(Map.of("index", 0, "delta", Map.of("type", "text_delta", "text", text))));
            case RESPONSES -> event("response.output_text.delta", Json.line(Map.of("output_index", 0, "delta", text)));
            case GENERATE_CONTENT ->
                data(Json.line(Map.of(
                        "candidates",
                        List.of(Map.of(
                                "content",
                                Map.of("role", "model", "parts", List.of(Map.of("text", text))),
                                "index",
                                0)),
                        "modelVersion",
                        FakeAgent.MODEL,
                        "usageMetadata",
                        Map.of("promptTokenCount", 12))));
            case OLLAMA ->
                Json.line(Map.of(
                                "model",
                                FakeAgent.MODEL,
                                "message",
                                Map.of("role", "assistant", "content", text),
                                "done",
                                false))
                        + "\n";
        };
    }

    /// @param said all that the pieces said
    String closing(String said) {
        return switch (protocol) {
            case COMPLETIONS ->
                chunk(Map.of(), Map.of("finish_reason", "stop")) + data("""
                        {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":12,
                        "completion_tokens":5,"total_tokens":17,"prompt_tokens_details":{"cached_tokens":4}}}""".replace("\n", "")) + "data: [DONE]\n\n";
            case MESSAGES ->
                event("content_block_stop", "{\"index\":0}")
                        + event(
                                "message_delta",
                                "{\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":5}}")
                        + event("message_stop", "{}");
            case RESPONSES -> event("response.completed", "{\"response\":" + protocol.answer(said, "") + "}");
            case GENERATE_CONTENT -> data("""
                        {"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP","index":0}],
                        "modelVersion":"%s","usageMetadata":{"promptTokenCount":12,"cachedContentTokenCount":4,
                        "candidatesTokenCount":5,"totalTokenCount":17}}""".formatted(FakeAgent.MODEL).replace("\n", ""));
            case OLLAMA -> protocol.answer("", "") + "\n";
        };
    }

    String error(String message) {
        return switch (protocol) {
            case COMPLETIONS -> data(Json.line(Map.of("error", Map.of("message", message))));
            case MESSAGES ->
                event("error", Json.line(Map.of("error", Map.of("type", "overloaded_error", "message", message))));
            case RESPONSES ->
                event(
                        "response.failed",
                        Json.line(Map.of(
                                "response",
                                Map.of(
                                        "status",
                                        "failed",
                                        "error",
                                        Map.of("code", "server_error", "message", message)))));
            case GENERATE_CONTENT ->
                data(Json.line(Map.of("error", Map.of("code", 503, "message", message, "status", "UNAVAILABLE"))));
            case OLLAMA -> Json.line(Map.of("error", message)) + "\n";
        };
    }

    private static String chunk(Map<String, Object> delta, Map<String, Object> more) {
        var choice = new TreeMap<String, Object>(more);
        choice.put("index", 0);
        choice.put("delta", delta);
        return data(CHUNK.formatted(Json.line(choice)));
    }

    private static String event(String type, String json) {
        var data = new TreeMap<String, Object>();
        Json.tree("event", json).properties().forEach(field -> data.put(field.getKey(), field.getValue()));
        data.put("type", type);
        return "event: " + type + "\n" + data(Json.line(data));
    }

    private static String data(String json) {
        return "data: " + json + "\n\n";
    }
}
