package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.tool.ToolServer;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Placeholder;
import dev.holdfast.schema.pact.Reference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/// Puts the parts of a task in place of placeholders: values into a tree of JSON, never text into JSON's text, and
/// never anew into what was put in.
///
/// @param prompt the system prompt
record Template(Optional<String> prompt, Secrets secrets) {
    /// What is asked.
    ///
    /// @param tools the replay's way to them
    record Asked(GoldenTask task, int repeat, Optional<ToolServer.Visit> tools) {
        /// The last thing that the user says.
        String question() {
            return task.messages().reversed().stream()
                    .filter(message -> message.role() == Message.Role.USER)
                    .findFirst()
                    .map(Message::content)
                    .orElse("");
        }

        JsonNode messages() {
            var list = task.messages().stream()
                    .map(message -> Map.of(
                            "role", message.role().name().toLowerCase(Locale.ROOT), "content", message.content()))
                    .toList();
            return Json.toTree(list);
        }
    }

    JsonNode fill(JsonNode template, Asked asked) {
        if (template.isTextual()) {
            return value(template.textValue(), asked);
        }
        var nodes = JsonNodeFactory.instance;
        if (template.isArray()) {
            var filled = nodes.arrayNode();
            template.forEach(item -> filled.add(fill(item, asked)));
            return filled;
        }
        if (template.isObject()) {
            var filled = nodes.objectNode();
            template.properties().forEach(entry -> filled.set(entry.getKey(), fill(entry.getValue(), asked)));
            return filled;
        }
        return template;
    }

    List<String> fill(List<String> words, Asked asked) {
        return words.stream().map(word -> text(word, asked)).toList();
    }

    /// A text that is all placeholder takes its value as it is: a list stays a list, a number a number.
    private JsonNode value(String text, Asked asked) {
        var whole = Placeholder.FORM.matcher(text);
        return (whole.matches() ? Placeholder.of(whole.group(1)) : Optional.<Placeholder>empty())
                .map(placeholder -> value(placeholder, asked))
                .orElseGet(() -> TextNode.valueOf(text(text, asked)));
    }

    private String text(String text, Asked asked) {
        return Placeholder.FORM
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(Placeholder.of(match.group(1))
                        .map(placeholder -> value(placeholder, asked).asText(""))
                        .orElseGet(() -> secrets.resolve(new Reference(match.group())))));
    }

    private JsonNode value(Placeholder placeholder, Asked asked) {
        var nodes = JsonNodeFactory.instance;
        return switch (placeholder) {
            case QUESTION -> nodes.textNode(asked.question());
            case MESSAGES -> asked.messages();
            case TASK -> nodes.textNode(asked.task().id());
            case REPEAT -> nodes.numberNode(asked.repeat());
            case PROMPT -> text(prompt);
            case TOOLS -> text(asked.tools().flatMap(ToolServer.Visit::url));
            case MCP -> text(asked.tools().flatMap(ToolServer.Visit::mcpUrl));
        };
    }

    private static JsonNode text(Optional<String> text) {
        return text.<JsonNode>map(TextNode::valueOf).orElse(NullNode.getInstance());
    }
}
