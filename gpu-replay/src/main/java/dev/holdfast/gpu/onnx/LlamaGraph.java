package dev.holdfast.gpu.onnx;

import static dev.holdfast.gpu.onnx.Graph.setting;
import static dev.holdfast.gpu.onnx.Graph.settings;

import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.LlamaShape.Part;
import dev.holdfast.gpu.weights.Tensor;
import dev.holdfast.gpu.weights.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Draws a decoder of the Llama family: RMS norms, rotary positions, grouped queries, SwiGLU, with a cache.
///
/// A step for a few rows is mostly the starting of operations, so what is multiplied by the same vectors is one table,
/// and norms, turns and gates are operations that ONNX Runtime adds to the standard.
public final class LlamaGraph {
    /// How many of the last tokens' logits are wanted.
    public static final String KEPT = "num_logits_to_keep";

    private static final float UNSEEN = -1e9f;

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
        this.shape = shape;
        this.weights = weights;
        this.packing = packing;
    }

    /// The bytes of a `model.onnx`.
    public byte[] bytes() {
        interfaces();
        var mask = mask();
        var embedded = graph.op("Gather", weight(LlamaShape.EMBEDDING), "input_ids");
        var stream = new Stream(embedded, norm(embedded, Part.INPUT_NORM.in(0)));
        for (var layer = 0; layer < shape.layers(); layer++) {
            var isLast = layer + 1 == shape.layers();
            stream = added(stream, attention(layer, stream.normed(), mask), Part.INNER_NORM.in(layer));
            stream = added(
                    stream,
                    feedForward(layer, stream.normed()),
                    isLast ? LlamaShape.LAST_NORM : Part.INPUT_NORM.in(layer + 1));
        }
        var head = linear("head", kept(stream.normed()), shape.tied() ? LlamaShape.EMBEDDING : LlamaShape.HEAD);
        graph.op("Identity", List.of(head), "logits", List.of());
        return graph.bytes();
    }

    /// Only the last tokens' logits where somebody says how many, as newer exports have it; 0 is all.
    private String kept(String vectors) {
        var from = graph.op("Neg", graph.op("Unsqueeze", KEPT, graph.list("axis0", 0)));
        return graph.op("Slice", vectors, from, graph.list("end", Long.MAX_VALUE), graph.list("axis1", 1));
    }

    private void interfaces() {
        graph.input("input_ids", Graph.LONG, "batch_size", "sequence_length");
        graph.input("attention_mask", Graph.LONG, "batch_size", "total_sequence_length");
        graph.input("position_ids", Graph.LONG, "batch_size", "sequence_length");
        graph.input(KEPT, Graph.LONG);
        graph.output("logits", Graph.FLOAT, "batch_size", "sequence_length", shape.vocabulary());
        for (var layer = 0; layer < shape.layers(); layer++) {
            for (var kind : List.of("key", "value")) {
                Object[] past = {"batch_size", shape.keyHeads(), "past_sequence_length", shape.headWidth()};
                Object[] present = {"batch_size", shape.keyHeads(), "total_sequence_length", shape.headWidth()};
                graph.input("past_key_values." + layer + "." + kind, Graph.FLOAT, past);
                graph.output("present." + layer + "." + kind, Graph.FLOAT, present);
            }
        }
    }

    /// Nothing looks ahead, and nothing looks at padding: added to attention, `[batch, 1, tokens, total]`.
    private String mask() {
        var one = graph.whole("one", 1);
        var zero = graph.whole("zero", 0);
        var tokens = graph.op("Gather", graph.op("Shape", "input_ids"), one);
        var total = graph.op("Gather", graph.op("Shape", "attention_mask"), one);
        var reading = graph.op("Range", graph.op("Sub", total, tokens), total, one);
        var seen = graph.op("Range", zero, total, one);
        var ahead = graph.op(
                "Greater",
                graph.op("Unsqueeze", seen, graph.list("axis0", 0)),
                graph.op("Unsqueeze", reading, graph.list("axis1", 1)));
        var padding = graph.op("Equal", graph.op("Unsqueeze", "attention_mask", graph.list("axes12", 1, 2)), zero);
        return graph.op(
                "Where",
                graph.op("Or", ahead, padding),
                graph.constant("unseen", UNSEEN),
                graph.constant("nothing", 0));
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

    /// Heads of attention that share keys are rows of one matrix: `[batch, key heads, heads that share × tokens, …]`.
    private String attention(int layer, String normed, String mask) {
        long heads = shape.heads();
        long keyHeads = shape.keyHeads();
        long width = shape.headWidth();
        var all = linear("attention." + layer, normed, Part.QUERY.in(layer), Part.KEY.in(layer), Part.VALUE.in(layer));
        var parts = graph.split(all, (heads + keyHeads) * width, keyHeads * width);
        var turned = graph.split(turned(parts.getFirst()), heads * width, keyHeads * width);
        var queries = graph.reshape(byHead(turned.getFirst(), heads), 0, keyHeads, -1, width);
        var keys = remembered(layer, "key", byHead(turned.getLast(), keyHeads));
        var values = remembered(layer, "value", byHead(parts.getLast(), keyHeads));
        var likeness =
                graph.contributed("FusedMatMul", List.of(queries, keys), setting("transB", 1), setting("alpha", (float)
                        (1 / Math.sqrt(shape.headWidth()))));
        var masked = graph.op("Add", graph.reshape(likeness, 0, heads, -1, 0), mask);
        var weighed = graph.op("Softmax", List.of(masked), setting("axis", -1));
        var heard = graph.op("MatMul", graph.reshape(weighed, 0, keyHeads, -1, 0), values);
        var apart =
                graph.op("Transpose", List.of(graph.reshape(heard, 0, heads, -1, width)), settings("perm", 0, 2, 1, 3));
        return linear("out." + layer, graph.reshape(apart, 0, 0, heads * width), Part.OUT.in(layer));
    }

    private String byHead(String vectors, long heads) {
        var parted = graph.reshape(vectors, 0, 0, heads, shape.headWidth());
        return graph.op("Transpose", List.of(parted), settings("perm", 0, 2, 1, 3));
    }

    private String turned(String vectors) {
        return graph.contributed(
                "RotaryEmbedding",
                List.of(
                        vectors,
                        "position_ids",
                        graph.constant("cosines", shape.cosines().leftHalf()),
                        graph.constant("sines", shape.sines().leftHalf())));
    }

    private String remembered(int layer, String kind, String now) {
        return graph.op(
                "Concat",
                List.of("past_key_values." + layer + "." + kind, now),
                "present." + layer + "." + kind,
                List.of(setting("axis", 2)));
    }

    private String feedForward(int layer, String normed) {
        var both = linear("inner." + layer, normed, Part.GATE.in(layer), Part.UP.in(layer));
        var parts = graph.split(both, shape.inner(), shape.inner());
        var gate = graph.contributed("QuickGelu", List.of(parts.getFirst()), setting("alpha", 1f));
        return linear("down." + layer, graph.op("Mul", gate, parts.getLast()), Part.DOWN.in(layer));
    }

    /// Multiplies with several tables at once, one below the other.
    private String linear(String name, String vectors, String... tables) {
        var table = Tensor.stacked(Arrays.stream(tables).map(this::tensor).toList());
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
