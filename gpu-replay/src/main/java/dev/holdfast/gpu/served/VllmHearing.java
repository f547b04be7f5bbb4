package dev.holdfast.gpu.served;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// vLLM: the whole text is read once, and `prompt_logprobs` tells of each token.
record VllmHearing(ModelServer server) implements Hearing {
    /// As many as a server tells unless it was started with `--max-logprobs`.
    private static final int LIKELIEST = 20;

    @Override
    public long[] prompt(List<Message> conversation) throws InterruptedException {
        return tokenized(Map.of(
                "model",
                server.model(),
                "messages",
                ModelServer.messages(conversation),
                "add_generation_prompt",
                true));
    }

    @Override
    public long[] tokens(String answer) throws InterruptedException {
        return tokenized(Map.of("model", server.model(), "prompt", answer, "add_special_tokens", false));
    }

    private long[] tokenized(Map<String, ?> body) throws InterruptedException {
        return ModelServer.tokens(server.own("/tokenize", body).path("tokens"));
    }

    @Override
    public List<ServedThought> thoughts(long[] prompt, long[] answer) throws InterruptedException {
        var read = server.openAi(
                        "/completions",
                        Map.of(
                                "model",
                                server.model(),
                                "prompt",
                                ModelServer.joined(prompt, answer),
                                "max_tokens",
                                1,
                                "temperature",
                                0,
                                "prompt_logprobs",
                                LIKELIEST))
                .path("choices")
                .path(0)
                .path("prompt_logprobs");
        if (read.size() != prompt.length + answer.length) {
            throw UnheardException.garbled("prompt_logprobs has " + read.size() + " places for "
                    + (prompt.length + answer.length) + " tokens; is the server a vLLM?");
        }
        return IntStream.range(prompt.length, read.size())
                .mapToObj(place -> thought(read.get(place)))
                .toList();
    }

    private static ServedThought thought(JsonNode place) {
        var known = new HashMap<Integer, Double>();
        place.properties()
                .forEach(token -> known.put(
                        number(token.getKey()),
                        ModelServer.logarithm(token.getValue().path("logprob"))));
        return ServedThought.of(known);
    }

    private static int number(String token) {
        if (!token.matches("\\d{1,9}")) {
            throw UnheardException.garbled("\"" + token + "\" is no number of a token");
        }
        return Integer.parseInt(token);
    }

    @Override
    public Digest tokenizer() throws InterruptedException {
        return Json.digest(tokens(Probe.TEXT));
    }
}
