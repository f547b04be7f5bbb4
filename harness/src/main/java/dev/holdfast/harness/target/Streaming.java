package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;
import java.util.function.Consumer;

/// How a provider is asked for an answer piece by piece. What the pieces come to is the answer that it would have sent
/// in one, so nobody but this knows that it was streamed; but of an answer that came to no end there is what it said.
enum Streaming {
    OPENAI,
    OPENAI_RESPONSES,
    MISTRAL,
    ANTHROPIC,
    GEMINI,
    OLLAMA;

    private Pieces none() {
        return switch (this) {
            case OPENAI, MISTRAL -> new StreamedCompletion();
            case OPENAI_RESPONSES -> new StreamedResponse();
            case ANTHROPIC -> new StreamedMessage();
            case GEMINI -> new StreamedContent();
            case OLLAMA -> new StreamedChat();
        };
    }

    /// Where pieces are asked for, where that is another place.
    String url(String whole) {
        return this == GEMINI ? whole.replaceFirst(":generateContent$", ":streamGenerateContent?alt=sse") : whole;
    }

    /// Makes the request one for pieces.
    void ask(ObjectNode request) {
        if (this == GEMINI) {
            return;
        }
        request.put("stream", true);
        if (this == OPENAI) {
            // the others tell it unasked
            request.putObject("stream_options").put("include_usage", true);
        }
    }

    /// The request, asking for pieces.
    String asked(String body) {
        var request = (ObjectNode) Json.tree("request", body);
        ask(request);
        return Json.line(request);
    }

    /// The answer that the pieces make; a server that does not stream has sent it in one.
    ///
    /// @throws Unanswered when they make none
    String whole(String body) {
        return isInPieces(body) ? Json.line(together(body)) : body;
    }

    /// The same, as a tree.
    JsonNode tree(String body) {
        return isInPieces(body) ? together(body) : Json.tree("response", body);
    }

    private ObjectNode together(String body) {
        var pieces = none();
        each(body, pieces::add);
        if (!pieces.isWhole()) {
            throw new Unanswered(Outcome.Kind.CONNECTION, "it broke off in the middle of its answer", pieces.text());
        }
        return pieces.answer();
    }

    /// What the answer says as far as it has come.
    String soFar(String body) {
        if (!isInPieces(body)) {
            return body;
        }
        var pieces = none();
        try {
            each(body, pieces::add);
        } catch (InvalidDocumentException | Unanswered e) {
            // what came before stands
        }
        return pieces.text();
    }

    private boolean isInPieces(String body) {
        return this == OLLAMA ? Events.areLines(body) : Events.is(body);
    }

    private void each(String body, Consumer<JsonNode> piece) {
        if (this == OLLAMA) {
            Events.eachLine(body, piece);
        } else {
            Events.each(body, piece);
        }
    }
}
