package dev.holdfast.harness.fake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Makes a [FakeAgent] a model that looks orders up before it answers: asked for `order 17` it calls the tool
/// `orders_get`, whose results hold a `status` and a `total`, and says what it was told.
///
/// @param otherwise what it does when it learns nothing from the tool
public record ToolUser(Otherwise otherwise) implements Function<Call, Reaction> {
    private static final Pattern ORDER = Pattern.compile("order (\\d+)");

    /// What an agent may do when a tool has failed.
    public enum Otherwise {
        /// Says so.
        REPORTS,
        /// Asks another tool, `orders_search`, and says so only when that fails too.
        TRIES_ANOTHER_WAY,
        /// Goes on as if nothing had been asked.
        GOES_ON,
        /// Makes the answer up.
        INVENTS,
        /// Calls the tool again and again.
        NEVER_STOPS
    }

    @Override
    public Reaction apply(Call call) {
        var matcher = ORDER.matcher(call.question());
        if (!matcher.find()) {
            return new Reaction.Says("Which order is it about?");
        }
        var order = Integer.parseInt(matcher.group(1));
        var answers = call.toolAnswers();
        if (answers.isEmpty() || otherwise == Otherwise.NEVER_STOPS) {
            return call("orders_get", "id", order);
        }
        return said(order, answers.getLast())
                .<Reaction>map(Reaction.Says::new)
                .orElseGet(() -> failed(order, answers.size()));
    }

    private Reaction failed(int order, int calls) {
        return switch (otherwise) {
            case REPORTS -> report(order);
            case TRIES_ANOTHER_WAY -> calls == 1 ? call("orders_search", "text", "order " + order) : report(order);
            case GOES_ON -> new Reaction.Says("Thank you for your patience, and have a nice day!");
            case INVENTS -> new Reaction.Says("Order " + order + " was shipped on 12 March 2026 for 49.90 EUR.");
            case NEVER_STOPS -> throw new IllegalStateException();
        };
    }

    private static Reaction report(int order) {
        return new Reaction.Says("I could not look up order " + order + ", the order system is not available.");
    }

    private static Reaction call(String tool, String parameter, Object value) {
        var arguments = Json.toTree(Map.of(parameter, value));
        return new Reaction.Calls(List.of(new Reaction.Calls.Tool(tool, arguments)));
    }

    private static Optional<String> said(int order, String answer) {
        return tree(answer)
                .filter(result -> result.path("status").isTextual()
                        && result.path("total").isNumber())
                .map(result -> "Order %d is %s, it costs %s EUR."
                        .formatted(
                                order,
                                result.path("status").asText(),
                                result.path("total").asText()));
    }

    private static Optional<JsonNode> tree(String answer) {
        try {
            return Optional.of(Json.tree("answer", answer));
        } catch (InvalidDocumentException e) {
            return Optional.empty();
        }
    }
}
