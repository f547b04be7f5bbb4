package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.harness.tool.ToolAnswer;
import dev.holdfast.harness.tool.ToolBox;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Target;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// OpenAI's chat completions, which most servers speak: written and read here without a client between, for runs of
/// many thousands are made of them.
///
/// @param url      where questions are posted to
/// @param settings what is sent along with every question
record Completions(
        Transport transport,
        URI url,
        Map<String, List<String>> headers,
        ObjectNode settings,
        Optional<Streaming> streaming)
        implements Conversation.Protocol {
    /// @param logProbabilities whether the server is asked for those of the tokens
    static Completions of(Providers at, Transport transport, ToolBox box, boolean logProbabilities, boolean streamed) {
        var settings = JsonNodeFactory.instance.objectNode().put("model", at.model());
        sample(settings, at.sampling());
        if (logProbabilities) {
            settings.put("logprobs", true);
        }
        if (!box.isEmpty()) {
            offer(settings.putArray("tools"), box);
        }
        settings.put("stream", false);
        var streaming = streamed ? Optional.of(Streaming.OPENAI) : Optional.<Streaming>empty();
        streaming.ifPresent(pieces -> pieces.ask(settings));
        return new Completions(
                transport,
                URI.create(at.url().replaceFirst("/+$", "") + "/chat/completions"),
                headers(at.key()),
                settings,
                streaming);
    }

    private static void sample(ObjectNode settings, Target.Sampling sampling) {
        sampling.temperature().ifPresent(temperature -> settings.put("temperature", temperature));
        sampling.maxTokens().ifPresent(tokens -> settings.put("max_tokens", tokens));
        sampling.seed().ifPresent(seed -> settings.put("seed", seed));
    }

    private static void offer(ArrayNode tools, ToolBox box) {
        for (var tool : box.tools()) {
            var function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", box.names().there(tool.name()))
                    .put("description", tool.description())
                    .set("parameters", tool.parameters());
        }
    }

    private static Map<String, List<String>> headers(Optional<String> key) {
        var json = Map.of("Content-Type", List.of("application/json"));
        return key.map(value -> Map.of(
                        "Content-Type", List.of("application/json"), "Authorization", List.of("Bearer " + value)))
                .orElse(json);
    }

    @Override
    public Conversation begin(List<Message> messages) {
        var said = JsonNodeFactory.instance.arrayNode();
        messages.forEach(message -> said.addObject()
                .put("role", message.role().name().toLowerCase(Locale.ROOT))
                .put("content", message.content()));
        return new Talk(said);
    }

    private final class Talk implements Conversation {
        private final ArrayNode messages;

        Talk(ArrayNode messages) {
            this.messages = messages;
        }

        @Override
        public Said ask() throws InterruptedException {
            var request = JsonNodeFactory.instance.objectNode();
            request.setAll(settings);
            request.set("messages", messages);
            var said = said(answer(Json.line(request)));
            if (said.callsTools()) {
                messages.add(repeated(said));
            }
            return said;
        }

        @Override
        public void add(Said.Call call, ToolAnswer answer) {
            var message = messages.addObject().put("role", "tool").put("content", answer.body());
            if (!call.id().isEmpty()) {
                message.put("tool_call_id", call.id());
            }
        }
    }

    private JsonNode answer(String request) throws InterruptedException {
        try {
            var body =
                    transport.send("POST", url, headers, Optional.of(request)).body();
            return streaming.map(pieces -> pieces.tree(body)).orElseGet(() -> Json.tree("response", body));
        } catch (Unanswered e) {
            throw streaming.map(pieces -> e.after(pieces.soFar(e.arrived()))).orElse(e);
        }
    }

    private static Said said(JsonNode body) {
        var choice = body.at("/choices/0");
        var message = choice.path("message");
        var calls = StreamSupport.stream(message.path("tool_calls").spliterator(), false)
                .map(Completions::call)
                .toList();
        return new Said(body, text(message), finish(choice.path("finish_reason").asText()), calls);
    }

    /// A refusal in a field of its own is behaviour like any other answer. Some servers send texts in parts.
    private static Optional<String> text(JsonNode message) {
        var content = message.path("content");
        var text = content.isArray()
                ? StreamSupport.stream(content.spliterator(), false)
                        .map(part -> part.path("text").asText(""))
                        .collect(Collectors.joining())
                : content.asText("");
        return Optional.of(text.isEmpty() ? message.path("refusal").asText("") : text)
                .filter(said -> !said.isEmpty());
    }

    private static Said.Call call(JsonNode call) {
        var function = call.path("function");
        var arguments = function.path("arguments");
        return new Said.Call(
                call.path("id").asText(""),
                function.path("name").asText(""),
                arguments.isTextual() || arguments.isMissingNode() ? arguments.asText("") : Json.line(arguments));
    }

    private static Optional<String> finish(String reason) {
        return switch (reason) {
            case "stop", "length" -> Optional.of(reason);
            case "tool_calls", "function_call" -> Optional.of("tool_execution");
            case "content_filter" -> Optional.of(Said.CONTENT_FILTER);
            default -> Optional.empty();
        };
    }

    /// What the model said, without what a server may not want to be told: its calls as they were, for some servers
    /// put into them what they want back.
    private static ObjectNode repeated(Said said) {
        var message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        said.text().ifPresent(text -> message.put("content", text));
        message.set("tool_calls", said.body().at("/choices/0/message/tool_calls"));
        return message;
    }
}
