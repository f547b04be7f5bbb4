package dev.holdfast.gpu.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// How a model of the Llama family is put together: what its `config.json` says.
///
/// @param width       of a token's vector
/// @param heads       of attention
/// @param keyHeads    of keys and values, shared by several heads of attention
/// @param inner       width of the feed-forward layer
/// @param longest     sequence it was made for, in tokens
/// @param tied        whether the embedding is also the head that turns vectors back into tokens
public record LlamaShape(
        int vocabulary,
        int width,
        int layers,
        int heads,
        int keyHeads,
        int headWidth,
        int inner,
        int longest,
        float epsilon,
        float theta,
        boolean tied) {

    /// The embedding's name.
    public static final String EMBEDDING = "model.embed_tokens.weight";

    /// The last norm's name.
    public static final String LAST_NORM = "model.norm.weight";

    /// The name of the head where it is not tied to the embedding.
    public static final String HEAD = "lm_head.weight";

    /// The names of a layer's weights, without the layer.
    public enum Part {
        INPUT_NORM("input_layernorm"),
        QUERY("self_attn.q_proj"),
        KEY("self_attn.k_proj"),
        VALUE("self_attn.v_proj"),
        OUT("self_attn.o_proj"),
        INNER_NORM("post_attention_layernorm"),
        GATE("mlp.gate_proj"),
        UP("mlp.up_proj"),
        DOWN("mlp.down_proj");

        private final String name;

        Part(String name) {
            this.name = name;
        }

        /// Its name in a layer.
        public String in(int layer) {
            return "model.layers." + layer + "." + name + ".weight";
        }
    }

    /// A weight that a model of this shape must have.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Slot(String name, long[] shape) {}

    /// From the tree of a `config.json`.
    ///
    /// @throws IllegalArgumentException naming the first thing that is missing or not supported
    public static LlamaShape of(JsonNode config) {
        var heads = number(config, "num_attention_heads");
        var width = number(config, "hidden_size");
        return new LlamaShape(
                number(config, "vocab_size"),
                width,
                number(config, "num_hidden_layers"),
                heads,
                config.path("num_key_value_heads").asInt(heads),
                config.path("head_dim").asInt(width / heads),
                number(config, "intermediate_size"),
                number(config, "max_position_embeddings"),
                (float) config.path("rms_norm_eps").asDouble(1e-6),
                (float) config.path("rope_theta").asDouble(10_000),
                config.path("tie_word_embeddings").asBoolean(false));
    }

    private static int number(JsonNode config, String key) {
        var value = config.path(key);
        if (!value.canConvertToInt() || value.asInt() < 1) {
            throw new IllegalArgumentException("config.json has no " + key + " of at least 1");
        }
        return value.asInt();
    }

    /// The same as a `config.json` would have it.
    public java.util.Map<String, Object> config() {
        var config = new java.util.LinkedHashMap<String, Object>();
        config.put("architectures", List.of("LlamaForCausalLM"));
        config.put("model_type", "llama");
        config.put("vocab_size", vocabulary);
        config.put("hidden_size", width);
        config.put("intermediate_size", inner);
        config.put("num_hidden_layers", layers);
        config.put("num_attention_heads", heads);
        config.put("num_key_value_heads", keyHeads);
        config.put("head_dim", headWidth);
        config.put("max_position_embeddings", longest);
        config.put("rms_norm_eps", Double.parseDouble(Float.toString(epsilon)));
        config.put("rope_theta", (double) theta);
        config.put("hidden_act", "silu");
        config.put("tie_word_embeddings", tied);
        config.put("attention_bias", false);
        config.put("mlp_bias", false);
        config.put("torch_dtype", "float32");
        return config;
    }

    /// Every weight it takes, in the order of the computation.
    public List<Slot> slots() {
        var slots = new ArrayList<Slot>();
        slots.add(new Slot(EMBEDDING, new long[] {vocabulary, width}));
        IntStream.range(0, layers).forEach(layer -> {
            for (var part : Part.values()) {
                slots.add(new Slot(part.in(layer), shape(part)));
            }
        });
        slots.add(new Slot(LAST_NORM, new long[] {width}));
        if (!tied) {
            slots.add(new Slot(HEAD, new long[] {vocabulary, width}));
        }
        return List.copyOf(slots);
    }

    private long[] shape(Part part) {
        return switch (part) {
            case INPUT_NORM, INNER_NORM -> new long[] {width};
            case QUERY -> new long[] {(long) heads * headWidth, width};
            case KEY, VALUE -> new long[] {(long) keyHeads * headWidth, width};
            case OUT -> new long[] {width, (long) heads * headWidth};
            case GATE, UP -> new long[] {inner, width};
            case DOWN -> new long[] {width, inner};
        };
    }

    /// The cosines by which position turns a vector, `longest` rows of `headWidth`.
    public Tensor cosines() {
        return turns(Math::cos);
    }

    /// The sines by which position turns a vector.
    public Tensor sines() {
        return turns(Math::sin);
    }

    private Tensor turns(java.util.function.DoubleUnaryOperator of) {
        var half = headWidth / 2;
        var values = new float[longest * headWidth];
        for (var position = 0; position < longest; position++) {
            for (var i = 0; i < half; i++) {
                var angle = position / Math.pow(theta, 2.0 * i / headWidth);
                var value = (float) of.applyAsDouble(angle);
                values[position * headWidth + i] = value;
                values[position * headWidth + half + i] = value;
            }
        }
        return new Tensor(new long[] {longest, headWidth}, values);
    }
}
