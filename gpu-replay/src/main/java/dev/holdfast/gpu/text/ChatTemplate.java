package dev.holdfast.gpu.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The Jinja template with which a model's conversations are written down, and the special words that it may use.
record ChatTemplate(Path source, String template, Map<String, Object> words) {
    private static final int LONGEST = 4_000_000;

    /// The folder's template: of `chat_template.jinja`, else of `tokenizer_config.json`.
    ///
    /// @throws InvalidDocumentException when there is none: a guessed one would be another model
    static ChatTemplate of(Path folder) throws IOException {
        var config = ModelFolder.json(folder, "tokenizer_config.json");
        var words = new HashMap<String, Object>();
        for (var word : List.of("bos_token", "eos_token", "pad_token", "unk_token")) {
            words.put(word, text(config.path(word)));
        }
        words.put("add_generation_prompt", true);
        var file = folder.resolve("chat_template.jinja");
        if (Files.isRegularFile(file)) {
            return new ChatTemplate(file, Files.readString(file), words);
        }
        var place = folder.resolve("tokenizer_config.json");
        var template = config.path("chat_template");
        if (!template.isTextual()) {
            throw new InvalidDocumentException(Problem.of(
                    place.toString(), "has no chat_template, and there is no chat_template.jinja beside it"));
        }
        return new ChatTemplate(place, template.asText(), words);
    }

    /// A special word is written as a text or as an object with its settings.
    private static String text(JsonNode word) {
        return word.isTextual() ? word.asText() : word.path("content").asText("");
    }

    /// The conversation as the model has learned to read it, up to where it begins to speak.
    String text(List<Message> messages) {
        var context = new HashMap<>(words);
        context.put(
                "messages",
                messages.stream()
                        .map(message -> Map.of(
                                "role", message.role().name().toLowerCase(Locale.ROOT), "content", message.content()))
                        .toList());
        var result = jinja().renderForResult(template, context);
        if (result.hasErrors()) {
            throw new IllegalArgumentException(source + ": the chat template fails: "
                    + reason(result.getErrors().getFirst()));
        }
        return result.getOutput();
    }

    private static String reason(TemplateError error) {
        Throwable cause = error.getException();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause == null ? error.getMessage() : cause.getMessage());
    }

    private static Jinjava jinja() {
        var jinja = new Jinjava(JinjavaConfig.newBuilder()
                .withMaxOutputSize(LONGEST)
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withNestedInterpretationEnabled(false)
                .build());
        jinja.getGlobalContext()
                .registerFunction(
                        new ELFunctionDefinition("", "raise_exception", ChatTemplate.class, "raise", String.class));
        return jinja;
    }

    /// What templates call `raise_exception`: the conversation is not one that the model knows.
    @SuppressWarnings("DoNotCallSuggester") // templates call it by name
    public static String raise(String message) {
        throw new IllegalArgumentException(message);
    }
}
