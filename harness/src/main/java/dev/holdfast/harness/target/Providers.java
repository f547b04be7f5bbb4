package dev.holdfast.harness.target;

import dev.holdfast.schema.pact.Target;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import java.util.Map;
import java.util.Optional;

/// One model for each protocol that LangChain4j speaks for us, all over the same client and none trying again by
/// itself.
///
/// @param url where the server is, with its references looked up
/// @param key what the server is shown, likewise
record Providers(String url, Optional<String> key, String model, Target.Sampling sampling) {
    /// Stands for a key where the server wants none but the client insists on one.
    private static final String NO_KEY = "none";

    ChatModel openAiResponses(LimitedHttpClient http) {
        var builder = OpenAiResponsesChatModel.builder()
                .baseUrl(url)
                .apiKey(key.orElse(NO_KEY))
                .modelName(model)
                .store(false)
                .httpClientBuilder(http);
        sampling.temperature().ifPresent(builder::temperature);
        sampling.maxTokens().ifPresent(builder::maxOutputTokens);
        return builder.build();
    }

    ChatModel anthropic(LimitedHttpClient http) {
        var builder = AnthropicChatModel.builder()
                .baseUrl(url)
                .apiKey(key.orElse(NO_KEY))
                .modelName(model)
                .maxRetries(0)
                .httpClientBuilder(http);
        sampling.temperature().ifPresent(builder::temperature);
        sampling.maxTokens().ifPresent(builder::maxTokens);
        // what it thought before it called a tool is wanted back with the tool's answer
        return builder.returnThinking(true).sendThinking(true).build();
    }

    ChatModel gemini(LimitedHttpClient http) {
        var builder = GoogleAiGeminiChatModel.builder();
        builder.baseUrl(url).apiKey(key.orElse(NO_KEY)).modelName(model).httpClientBuilder(http);
        sampling.temperature().ifPresent(builder::temperature);
        sampling.maxTokens().ifPresent(builder::maxOutputTokens);
        sampling.seed().ifPresent(seed -> builder.seed(Math.toIntExact(seed)));
        // as Anthropic's
        builder.returnThinking(true).sendThinking(true);
        return builder.maxRetries(0).build();
    }

    ChatModel mistral(LimitedHttpClient http) {
        var builder = MistralAiChatModel.builder()
                .baseUrl(url)
                .apiKey(key.orElse(NO_KEY))
                .modelName(model)
                .maxRetries(0)
                .httpClientBuilder(http);
        sampling.temperature().ifPresent(builder::temperature);
        sampling.maxTokens().ifPresent(builder::maxTokens);
        sampling.seed().ifPresent(seed -> builder.randomSeed(Math.toIntExact(seed)));
        return builder.build();
    }

    ChatModel ollama(LimitedHttpClient http) {
        var builder = OllamaChatModel.builder();
        builder.baseUrl(url).modelName(model).httpClientBuilder(http);
        key.ifPresent(value -> builder.customHeaders(Map.of("Authorization", "Bearer " + value)));
        sampling.temperature().ifPresent(builder::temperature);
        sampling.maxTokens().ifPresent(builder::numPredict);
        sampling.seed().ifPresent(seed -> builder.seed(Math.toIntExact(seed)));
        return builder.maxRetries(0).build();
    }
}
