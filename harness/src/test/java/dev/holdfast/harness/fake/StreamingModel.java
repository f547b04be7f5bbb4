package dev.holdfast.harness.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Makes a [FakeAgent] a model that streams, as gateways want it: what it says depends on the model that is asked
/// for and on what the user said.
///
/// `CALL name {"a": 1}` in the user's words makes it call that tool, once, and then say what the tool answered.
///
/// @param says the model's name and the user's words to the answer
public record StreamingModel(BiFunction<String, String, String> says) implements Function<Call, Reaction> {
    private static final Pattern TOOL = Pattern.compile("CALL (\\S+) (\\{.*?})");
    private static final String NOT_THE_USER = "<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT";

    @Override
    public Reaction apply(Call call) {
        var model = call.body().path("model").asText();
        var messages = call.body().path("messages");
        var last = lastOfUser(messages);
        var user = text(messages.path(last).path("content"));
        var wanted = TOOL.matcher(user);
        var delta = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        var answered = toolAnswer(messages, last);
        if (answered.isPresent()) {
            return stream(model, delta.put("content", "the tool said: " + answered.get()), "stop", call.number());
        }
        if (wanted.find()) {
            var function = delta.putArray("tool_calls").addObject();
            function.put("index", 0).put("id", "call_" + call.number()).put("type", "function");
            function.putObject("function").put("name", wanted.group(1)).put("arguments", wanted.group(2));
            return stream(model, delta, "tool_calls", call.number());
        }
        return stream(model, delta.put("content", says.apply(model, user)), "stop", call.number());
    }

    /// Where the user spoke last; what gateways say in the user's name does not count.
    private static int lastOfUser(JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            var said = text(messages.path(i).path("content"));
            if (messages.path(i).path("role").asText().equals("user") && !said.startsWith(NOT_THE_USER)) {
                return i;
            }
        }
        return messages.size();
    }

    private static Optional<String> toolAnswer(JsonNode messages, int from) {
        return IntStream.range(from, messages.size())
                .mapToObj(messages::path)
                .filter(message -> message.path("role").asText().equals("tool"))
                .map(message -> text(message.path("content")))
                .reduce((_, last) -> last);
    }

    private static String text(JsonNode content) {
        var text = new StringBuilder();
        if (content instanceof ArrayNode parts) {
            parts.forEach(part -> text.append(part.path("text").asText("")));
        } else {
            text.append(content.asText(""));
        }
        return text.toString();
    }

    private static Reaction stream(String model, ObjectNode delta, String finish, int number) {
        var usage = JsonNodeFactory.instance.objectNode();
        usage.put("prompt_tokens", 1000).put("completion_tokens", 42).put("total_tokens", 1042);
        var body = event(model, number, delta, "", JsonNodeFactory.instance.nullNode())
                + event(model, number, JsonNodeFactory.instance.objectNode(), finish, usage)
                + "data: [DONE]\n\n";
        return new Reaction.Status(200, Map.of("Content-Type", "text/event-stream"), body);
    }

    private static String event(String model, int number, ObjectNode delta, String finish, JsonNode usage) {
        var chunk = JsonNodeFactory.instance.objectNode();
        chunk.put("id", "chatcmpl-" + number)
                .put("object", "chat.completion.chunk")
                .put("model", model);
        var choice = chunk.put("created", 1).putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish.isEmpty() ? null : finish);
        chunk.set("usage", usage);
        return "data: " + Json.line(chunk) + "\n\n";
    }
}
