package dev.holdfast.gpu.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.gpu.measure.Thought;
import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// The repository's model behind real HTTP, in the routes and forms of vLLM, of llama.cpp and of a completions server
/// that echoes. What it says and thinks is the model's own.
final class ServedDesk implements AutoCloseable {
    private static final int VLLM_TELLS = 20;
    private static final int ECHO_TELLS = 5;

    private final FakeAgent http = FakeAgent.start();
    private final String[] pieces;
    private volatile LocalModel model;

    ServedDesk(LocalModel model) {
        this.model = model;
        this.pieces = model.tokenizer().pieces();
        http.does(this::react);
    }

    String url() {
        return http.url();
    }

    FakeAgent http() {
        return http;
    }

    /// From now on another model answers under the same name.
    void swap(LocalModel other) {
        model = other;
    }

    Reaction react(Call call) {
        try {
            return switch (call.path()) {
                case "/v1/chat/completions" -> new Reaction.Says(answer(call.body()));
                case "/tokenize" -> json(Map.of("tokens", tokenize(call.body())));
                case "/apply-template" -> json(Map.of("prompt", template(call.body())));
                case "/v1/completions" -> completions(call.body());
                case "/completion" ->
                    next(
                            tokens(call.body().path("prompt")),
                            call.body().path("n_probs").asInt());
                default -> Reaction.error(404, "no route " + call.path());
            };
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reaction json(Object body) {
        return Reaction.body(Json.line(body));
    }

    private String answer(JsonNode body) throws InterruptedException {
        var prompt = model.prompt(messages(body));
        return ((Job.Spoken) model.answer("served", prompt)).text();
    }

    private static List<Message> messages(JsonNode body) {
        return StreamSupport.stream(body.path("messages").spliterator(), false)
                .map(each -> new Message(
                        Message.Role.valueOf(each.path("role").asText().toUpperCase(Locale.ROOT)),
                        each.path("content").asText()))
                .toList();
    }

    /// vLLM's names, or llama.cpp's.
    private long[] tokenize(JsonNode body) {
        if (body.has("messages")) {
            return model.prompt(messages(body));
        }
        return model.tokenizer()
                .encode(body.path(body.has("prompt") ? "prompt" : "content").asText());
    }

    /// Special tokens stand in it as their texts, and are read as such again.
    private String template(JsonNode body) {
        var text = new StringBuilder("<|begin|>");
        for (var message : messages(body)) {
            if (message.role() != Message.Role.SYSTEM) {
                text.append("<|")
                        .append(message.role().name().toLowerCase(Locale.ROOT))
                        .append("|>");
                text.append(message.content());
            }
        }
        return text + "<|assistant|>";
    }

    private static long[] tokens(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToLong(i -> list.get(i).asLong())
                .toArray();
    }

    private Reaction completions(JsonNode body) throws InterruptedException {
        var all = tokens(body.path("prompt"));
        if (all.length >= 256) {
            return Reaction.error(400, "This model's maximum context length is 256 tokens");
        }
        var told = new ArrayList<Map<Integer, Double>>();
        var most = body.has("prompt_logprobs") ? VLLM_TELLS : ECHO_TELLS;
        model.recite(
                new long[] {all[0]},
                Arrays.copyOfRange(all, 1, all.length),
                (token, thought) -> told.add(likeliest(thought, most, (int) all[token + 1])));
        return json(Map.of("choices", List.of(body.has("prompt_logprobs") ? prompted(told) : echoed(all, told))));
    }

    private static Map<Integer, Double> likeliest(Thought thought, int most, int said) {
        var place = thought.likeliest(most);
        var known = new HashMap<Integer, Double>();
        for (var i = 0; i < place.tokens().length; i++) {
            known.put(place.tokens()[i], (double) (float) place.logProbabilities()[i]);
        }
        known.put(said, (double) (float) thought.logProbability(said));
        return known;
    }

    private Map<String, ?> prompted(List<Map<Integer, Double>> told) {
        var places = new ArrayList<Map<String, Map<String, Object>>>();
        places.add(null);
        for (var place : told) {
            var named = new LinkedHashMap<String, Map<String, Object>>();
            place.forEach((token, logProbability) -> named.put(
                    token.toString(), Map.of("logprob", logProbability, "rank", 1, "decoded_token", pieces[token])));
            places.add(named);
        }
        return Map.of("text", "", "prompt_logprobs", places);
    }

    private Map<String, ?> echoed(long[] all, List<Map<Integer, Double>> told) {
        var each = new ArrayList<Double>();
        var top = new ArrayList<Map<String, Double>>();
        each.add(null);
        top.add(null);
        for (var i = 0; i < told.size(); i++) {
            each.add(told.get(i).get((int) all[i + 1]));
            var named = new HashMap<String, Double>();
            told.get(i).forEach((token, logProbability) -> named.put(pieces[token], logProbability));
            top.add(named);
        }
        return Map.of(
                "text", model.tokenizer().decode(all), "logprobs", Map.of("token_logprobs", each, "top_logprobs", top));
    }

    /// Hears the place after these tokens by saying one more.
    private Reaction next(long[] read, int most) throws InterruptedException {
        var top = new ArrayList<Map<String, ?>>();
        model.recite(read, new long[] {0}, (_, thought) -> {
            var place = thought.likeliest(most);
            for (var i = 0; i < place.tokens().length; i++) {
                top.add(Map.of("id", place.tokens()[i], "logprob", (float) place.logProbabilities()[i]));
            }
        });
        return json(Map.of("completion_probabilities", List.of(Map.of("id", 0, "top_logprobs", top))));
    }

    @Override
    public void close() {
        http.close();
    }
}
