package dev.holdfast.gpu.onnx;

import static dev.holdfast.gpu.onnx.Graph.setting;

import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.LlamaShape.Part;
import dev.holdfast.gpu.weights.Tensor;
import dev.holdfast.gpu.weights.Weights;
import java.util.List;
import java.util.Optional;

/// Draws a decoder of the Llama family: RMS norms, rotary positions, grouped queries, SwiGLU, with a cache.
///
/// A step for a few rows is mostly the starting of operations, so attention and norms are operations that ONNX Runtime
/// adds to the standard. Attention writes into the cache that it is handed: `present` is `past` where both are one
/// memory, and nothing is copied. Rows stand on the left.
public final class LlamaGraph {
    /// An input: the last place of each row that is filled once these tokens are read.
    public static final String LAST_PLACES = "last_places";

    /// An input: the places of the longest row that are filled then.
    public static final String TOTAL = "total_sequence_length";

    /// An input: the tokens whose logits are wanted, counted through all rows.
    public static final String WANTED = "wanted_tokens";

    /// What the attention of ONNX Runtime asks of the width of heads.
    private static final int HEADS_OF = 16;

    private final Graph graph = new Graph("llama");
    private final LlamaShape shape;
    private final Weights weights;
    private final Optional<FourBits> packing;

    /// A graph of the weights as they are.
    public LlamaGraph(LlamaShape shape, Weights weights) {
        this(shape, weights, Optional.empty());
    }

    /// @param packing of the tables in four bits; the embedding is looked up and stays whole
    public LlamaGraph(LlamaShape shape, Weights weights, Optional<FourBits> packing) {
        if (shape.headWidth() % HEADS_OF != 0) {
            throw new IllegalArgumentException("heads are %d wide, and can be drawn in multiples of %d only"
                    .formatted(shape.headWidth(), HEADS_OF));
        }
        this.shape = shape;
        this.weights = weights;
        this.packing = packing;
    }

    /// The bytes of a `model.onnx`.
    public byte[] bytes() {
        interfaces();
        var embedded = graph.op("Gather", weight(LlamaShape.EMBEDDING), "input_ids");
        var stream = new Stream(embedded, norm(embedded, Part.INPUT_NORM.in(0)));
        for (var layer = 0; layer < shape.layers(); layer++) {
            var isLast = layer + 1 == shape.layers();
            stream = added(stream, attention(layer, stream.normed()), Part.INNER_NORM.in(layer));
            stream = added(
                    stream,
                    feedForward(layer, stream.normed()),
                    isLast ? LlamaShape.LAST_NORM : Part.INPUT_NORM.in(layer + 1));
        }
        var tokens = graph.reshape(stream.normed(), -1, shape.width());
        var wanted = graph.op("Gather", tokens, WANTED);
        var head = linear("head", wanted, tensor(shape.tied() ? LlamaShape.EMBEDDING : LlamaShape.HEAD));
        graph.op("Identity", List.of(head), "logits", List.of());
        return graph.bytes();
    }

    private void interfaces() {
        graph.input("input_ids", Graph.LONG, "batch_size", "sequence_length");
        graph.input(LAST_PLACES, Graph.INT, "batch_size");
        graph.input(TOTAL, Graph.INT, 1);
        graph.input(WANTED, Graph.LONG, "wanted");
        graph.output("logits", Graph.FLOAT, "wanted", shape.vocabulary());
        for (var layer = 0; layer < shape.layers(); layer++) {
            for (var kind : List.of("key", "value")) {
                Object[] places = {"batch_size", shape.keyHeads(), "places", shape.headWidth()};
                graph.input("past_key_values." + layer + "." + kind, Graph.FLOAT, places);
                graph.output("present." + layer + "." + kind, Graph.FLOAT, places);
            }
        }
    }

    /// What flows from layer to layer, and its norm, which the next part reads.
    private record Stream(String sum, String normed) {}

    private Stream added(Stream stream, String more, String norm) {
        var drawn = graph.contributed(
                "SkipSimplifiedLayerNormalization",
                List.of(stream.sum(), more, weight(norm)),
                4,
                setting("epsilon", shape.epsilon()));
        return new Stream(drawn.get(3), drawn.get(0));
    }

    private String norm(String vectors, String name) {
        return graph.op(
                "SimplifiedLayerNormalization",
                List.of(vectors, weight(name)),
                setting("axis", -1),
                setting("epsilon", shape.epsilon()),
                setting("stash_type", 1));
    }

    private String attention(int layer, String normed) {
        var past = "past_key_values." + layer;
        var present = "present." + layer;
        var tables = linear(
                "attention." + layer,
                normed,
                scaled(tensor(Part.QUERY.in(layer))),
                tensor(Part.KEY.in(layer)),
                tensor(Part.VALUE.in(layer)));
        var heard = "heard." + layer;
        graph.contributed(
                "GroupQueryAttention",
                List.of(
                        tables,
                        "",
                        "",
                        past + ".key",
                        past + ".value",
                        LAST_PLACES,
                        TOTAL,
                        graph.constant("cosines", shape.cosines().leftHalf()),
                        graph.constant("sines", shape.sines().leftHalf())),
                List.of(heard, present + ".key", present + ".value"),
                setting("num_heads", shape.heads()),
                setting("kv_num_heads", shape.keyHeads()),
                setting("do_rotary", 1),
                setting("scale", 1f));
        return linear("out." + layer, heard, tensor(Part.OUT.in(layer)));
    }

    /// The scale of attention is in the queries already: the runtime multiplies a single row faster without one.
    private Tensor scaled(Tensor queries) {
        var scale = (float) (1 / Math.sqrt(shape.headWidth()));
        var values = new float[queries.values().length];
        for (var i = 0; i < values.length; i++) {
            values[i] = queries.values()[i] * scale;
        }
        return new Tensor(queries.shape(), values);
    }

    private String feedForward(int layer, String normed) {
        var opened = graph.contributed(
                "QuickGelu",
                List.of(linear("gate." + layer, normed, tensor(Part.GATE.in(layer)))),
                setting("alpha", 1f));
        var up = linear("up." + layer, normed, tensor(Part.UP.in(layer)));
        return linear("down." + layer, graph.op("Mul", opened, up), tensor(Part.DOWN.in(layer)));
    }

    /// Multiplies with several tables at once, one below the other.
    private String linear(String name, String vectors, Tensor... tables) {
        var table = Tensor.stacked(List.of(tables));
        return packing.map(bits -> bits.multiply(graph, vectors, name, table))
                .orElseGet(() -> graph.op("MatMul", vectors, graph.constant(name, table.transposed())));
    }

    private String weight(String name) {
        return graph.constant(name, tensor(name));
    }

    private Tensor tensor(String name) {
        return java.util.Objects.requireNonNull(weights.tensors().get(name), name);
    }
}
