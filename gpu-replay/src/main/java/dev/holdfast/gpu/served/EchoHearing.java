package dev.holdfast.gpu.served;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.gpu.text.Tokenizer;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A server of completions that echoes the tokens it was given, with `logprobs`. It fills no template, so the model's
/// tokenizer is needed here; and it names tokens by their texts, of which those that several tokens have are not used.
///
/// @param digest of the tokenizer's file
/// @param named  tokens by their texts
record EchoHearing(ModelServer server, Tokenizer tokens, Digest digest, Map<String, Integer> named) implements Hearing {
    /// The most that the protocol allows.
    private static final int LIKELIEST = 5;

    static EchoHearing of(ModelServer server, Tokenizer tokenizer, Digest digest) {
        var pieces = tokenizer.pieces();
        var named = new HashMap<String, Integer>();
        var twice = new HashSet<String>();
        for (var token = 0; token < pieces.length; token++) {
            if (named.put(pieces[token], token) != null) {
                twice.add(pieces[token]);
            }
        }
        named.keySet().removeAll(twice);
        return new EchoHearing(server, tokenizer, digest, named);
    }

    @Override
    public long[] prompt(List<Message> conversation) {
        return tokens.prompt(conversation);
    }

    @Override
    public long[] tokens(String answer) {
        return tokens.encode(answer);
    }

    @Override
    public List<ServedThought> thoughts(long[] prompt, long[] answer) throws InterruptedException {
        var read = ModelServer.joined(prompt, answer);
        var choice = server.openAi(
                        "/completions",
                        Map.of(
                                "model",
                                server.model(),
                                "prompt",
                                read,
                                "max_tokens",
                                1,
                                "temperature",
                                0,
                                "echo",
                                true,
                                "logprobs",
                                LIKELIEST))
                .path("choices")
                .path(0);
        var told = choice.path("logprobs");
        if (told.path("token_logprobs").size() < read.length) {
            throw UnheardException.garbled("it echoes no logprobs of the tokens that it was given");
        }
        if (!choice.path("text").asText().contains(tokens.decode(answer))) {
            throw new UnheardException(
                    dev.holdfast.schema.run.Outcome.Kind.REJECTED,
                    "the server reads other words from these tokens: `tokenizer` belongs to another model");
        }
        return IntStream.range(0, answer.length)
                .mapToObj(said -> thought(told, prompt.length + said, (int) answer[said]))
                .toList();
    }

    private ServedThought thought(JsonNode told, int place, int said) {
        var known = new HashMap<Integer, Double>();
        told.path("top_logprobs").path(place).properties().forEach(likely -> {
            var token = named.get(likely.getKey());
            if (token != null) {
                known.put(token, ModelServer.logarithm(likely.getValue()));
            }
        });
        known.put(said, ModelServer.logarithm(told.path("token_logprobs").path(place)));
        return ServedThought.of(known);
    }

    @Override
    public Digest tokenizer() {
        return digest;
    }
}
