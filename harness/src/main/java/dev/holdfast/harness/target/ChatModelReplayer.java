package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Usage;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Asks a server that speaks the OpenAI chat-completions protocol.
final class ChatModelReplayer implements Replayer {
    private final OpenAiChatModel model;
    private final LimitedHttpClient http;
    private final Agent agent;
    private final Failures failures;
    private final Secrets secrets;

    private ChatModelReplayer(OpenAiChatModel model, LimitedHttpClient http, Agent agent, Failures failures) {
        this.model = model;
        this.http = http;
        this.agent = agent;
        this.failures = failures;
        this.secrets = failures.secrets();
    }

    /// Looks up the secrets and makes the client; nothing is sent yet.
    static ChatModelReplayer open(Target.OpenAi target, Agent agent, Secrets secrets, InstantSource clock) {
        var timeout = agent.limits().timeout();
        var http = new LimitedHttpClient(timeout, clock);
        var sampling = target.sampling();
        var builder = OpenAiChatModel.builder()
                .baseUrl(url(target.baseUrl(), secrets))
                .modelName(target.model())
                .maxRetries(0)
                .httpClientBuilder(new LimitedHttpClientBuilder(http, timeout));
        target.apiKey().map(secrets::resolve).ifPresent(builder::apiKey);
        sampling.temperature().ifPresent(builder::temperature);
        sampling.maxTokens().ifPresent(builder::maxTokens);
        // LangChain4j's own field for it is an int
        sampling.seed().ifPresent(seed -> builder.customParameters(Map.of("seed", seed)));
        return new ChatModelReplayer(
                builder.build(), http, agent, new Failures(target.baseUrl().text(), timeout, secrets));
    }

    private static String url(Reference reference, Secrets secrets) {
        var url = secrets.resolve(reference);
        if (!url.matches("https?://[^\\s/]+\\S*")) {
            var problem = "stands for no URL that begins with http:// or https://";
            throw new InvalidDocumentException(Problem.of(reference.text(), problem));
        }
        return url;
    }

    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        return task.messages().isEmpty()
                ? Reply.failed(Outcome.Kind.REJECTED, "the task has no message to ask")
                : replay(request(task));
    }

    private Reply replay(ChatRequest request) throws InterruptedException {
        var started = System.nanoTime();
        try {
            var response = model.chat(request);
            return reply(response, Duration.ofNanos(System.nanoTime() - started));
        } catch (RuntimeException e) {
            // LangChain4j throws whatever its parts throw; an interruption is among them
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return failures.reply(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private ChatRequest request(GoldenTask task) {
        var messages = new ArrayList<ChatMessage>();
        agent.prompt().ifPresent(prompt -> messages.add(SystemMessage.from(prompt.text())));
        task.messages().forEach(message -> messages.add(message(message)));
        return ChatRequest.builder().messages(messages).build();
    }

    private static ChatMessage message(Message message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.content());
            case USER -> UserMessage.from(message.content());
            case ASSISTANT -> AiMessage.from(message.content());
        };
    }

    private Reply reply(ChatResponse response, Duration latency) {
        var metadata = (OpenAiChatResponseMetadata) response.metadata();
        var text = Optional.ofNullable(response.aiMessage().text()).or(() -> emptyText(metadata));
        return new Reply(
                text.<Outcome>map(answer -> new Outcome.Answered(secrets.redact(answer)))
                        .orElseGet(() -> noText(response)),
                Optional.ofNullable(response.modelName()).map(secrets::redact),
                Optional.ofNullable(metadata.systemFingerprint()).map(secrets::redact),
                finish(response),
                Optional.of(latency),
                usage(Optional.ofNullable(response.tokenUsage())),
                Optional.empty(),
                Map.of(),
                List.of());
    }

    /// LangChain4j makes no difference between an empty answer, which is behaviour, and none.
    private static Optional<String> emptyText(OpenAiChatResponseMetadata metadata) {
        var content = Json.tree("response", metadata.rawHttpResponse().body()).at("/choices/0/message/content");
        return content.isTextual() ? Optional.of(content.textValue()) : Optional.empty();
    }

    private static Outcome noText(ChatResponse response) {
        var instead = response.aiMessage().hasToolExecutionRequests() ? "calls a tool" : "holds no text";
        return new Outcome.Failed(
                Outcome.Kind.NO_ANSWER,
                "the answer " + instead
                        + finish(response)
                                .map(reason -> " (finish reason " + reason + ")")
                                .orElse(""));
    }

    private static Optional<String> finish(ChatResponse response) {
        return Optional.ofNullable(response.finishReason())
                .map(reason -> reason.name().toLowerCase(Locale.ROOT));
    }

    private Usage usage(Optional<TokenUsage> tokens) {
        var input = tokens.map(TokenUsage::inputTokenCount);
        var output = tokens.map(TokenUsage::outputTokenCount);
        var cost = agent.price().flatMap(price -> input.flatMap(in -> output.map(out -> price.of(in, out))));
        return new Usage(
                whole(input), whole(output), cost.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
    }

    private static OptionalLong whole(Optional<Integer> count) {
        return count.map(n -> OptionalLong.of(n)).orElseGet(OptionalLong::empty);
    }
}
