package dev.holdfast.gpu.served;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// llama.cpp: its server tells only of the token that comes next, so it is asked once for each token of an answer. It
/// keeps what it has read, and reads one token more each time.
record LlamaCppHearing(ModelServer server) implements Hearing {
    private static final int LIKELIEST = 100;

    @Override
    public long[] prompt(List<Message> conversation) throws InterruptedException {
        var text = server.own("/apply-template", Map.of("messages", ModelServer.messages(conversation)))
                .path("prompt");
        if (!text.isTextual()) {
            throw UnheardException.garbled("/apply-template gives no prompt; is the server a llama.cpp?");
        }
        return tokenized(text.asText(), true);
    }

    @Override
    public long[] tokens(String answer) throws InterruptedException {
        return tokenized(answer, false);
    }

    private long[] tokenized(String text, boolean special) throws InterruptedException {
        return ModelServer.tokens(
                server.own("/tokenize", Map.of("content", text, "add_special", special, "parse_special", special))
                        .path("tokens"));
    }

    @Override
    public List<ServedThought> thoughts(long[] prompt, long[] answer) throws InterruptedException {
        var thoughts = new ArrayList<ServedThought>();
        for (var said = 0; said < answer.length; said++) {
            thoughts.add(next(ModelServer.joined(prompt, Arrays.copyOf(answer, said))));
        }
        return thoughts;
    }

    private ServedThought next(long[] read) throws InterruptedException {
        var place = server.own(
                        "/completion",
                        Map.of(
                                "prompt",
                                read,
                                "n_predict",
                                1,
                                "n_probs",
                                LIKELIEST,
                                "temperature",
                                0,
                                "cache_prompt",
                                true,
                                "post_sampling_probs",
                                false))
                .path("completion_probabilities")
                .path(0)
                .path("top_logprobs");
        var known = new HashMap<Integer, Double>();
        place.forEach(token -> known.put(token.path("id").asInt(), ModelServer.logarithm(token.path("logprob"))));
        return ServedThought.of(known);
    }

    @Override
    public Digest tokenizer() throws InterruptedException {
        return Json.digest(tokens(Probe.TEXT));
    }
}
