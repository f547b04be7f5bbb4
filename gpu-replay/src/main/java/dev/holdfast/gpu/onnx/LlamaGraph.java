package dev.holdfast.gpu.onnx;

import static dev.holdfast.gpu.onnx.Graph.setting;
import static dev.holdfast.gpu.onnx.Graph.settings;

import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.LlamaShape.Part;
import dev.holdfast.gpu.weights.Tensor;
import dev.holdfast.gpu.weights.Weights;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Draws a decoder of the Llama family: RMS norms, rotary positions, grouped queries, SwiGLU, with a cache.
public final class LlamaGraph {
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
        var hidden = graph.op("Gather", weight(LlamaShape.EMBEDDING), "input_ids");
        var turn = new Turn(turning("cosines", shape.cosines()), turning("sines", shape.sines()));
        var mask = mask();
        for (var layer = 0; layer < shape.layers(); layer++) {
            hidden = graph.op("Add", hidden, attention(layer, hidden, turn, mask));
            hidden = graph.op("Add", hidden, feedForward(layer, hidden));
        }
        var head = linear(norm(hidden, LlamaShape.LAST_NORM), shape.tied() ? LlamaShape.EMBEDDING : LlamaShape.HEAD);
        graph.op("Identity", List.of(head), "logits", List.of());
        return graph.bytes();
    }

    private void interfaces() {
        graph.input("input_ids", Graph.LONG, "batch_size", "sequence_length");
        graph.input("attention_mask", Graph.LONG, "batch_size", "total_sequence_length");
        graph.input("position_ids", Graph.LONG, "batch_size", "sequence_length");
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

    private record Turn(String cosines, String sines) {}

    private String turning(String name, Tensor table) {
        var rows = graph.op("Gather", graph.constant(name, table), "position_ids");
        return graph.op("Unsqueeze", rows, graph.list("axis1", 1));
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

    private String attention(int layer, String hidden, Turn turn, String mask) {
        var normed = norm(hidden, Part.INPUT_NORM.in(layer));
        var queries = turned(split(linear(normed, Part.QUERY.in(layer)), shape.heads()), turn);
        var keys = turned(split(linear(normed, Part.KEY.in(layer)), shape.keyHeads()), turn);
        var values = split(linear(normed, Part.VALUE.in(layer)), shape.keyHeads());
        var likeness = graph.op(
                "MatMul",
                queries,
                graph.op("Transpose", List.of(shared(remembered(layer, "key", keys))), settings("perm", 0, 1, 3, 2)));
        var scaled = graph.op("Mul", likeness, graph.constant("scale", (float) (1 / Math.sqrt(shape.headWidth()))));
        var weighed = graph.op("Softmax", List.of(graph.op("Add", scaled, mask)), setting("axis", -1));
        var heard = graph.op("MatMul", weighed, shared(remembered(layer, "value", values)));
        var together = graph.op("Transpose", List.of(heard), settings("perm", 0, 2, 1, 3));
        var width = graph.list("together", 0, 0, (long) shape.heads() * shape.headWidth());
        return linear(graph.op("Reshape", together, width), Part.OUT.in(layer));
    }

    private String remembered(int layer, String kind, String now) {
        return graph.op(
                "Concat",
                List.of("past_key_values." + layer + "." + kind, now),
                "present." + layer + "." + kind,
                List.of(setting("axis", 2)));
    }

    /// Several heads of attention look at one of keys and values.
    private String shared(String keys) {
        var by = shape.heads() / shape.keyHeads();
        if (by == 1) {
            return keys;
        }
        var heads = LongStream.range(0, shape.heads()).map(head -> head / by).toArray();
        return graph.op("Gather", List.of(keys, graph.list("shared", heads)), setting("axis", 1));
    }

    private String split(String vectors, int heads) {
        var parted = graph.op("Reshape", vectors, graph.list("split" + heads, 0, 0, heads, shape.headWidth()));
        return graph.op("Transpose", List.of(parted), settings("perm", 0, 2, 1, 3));
    }

    private String turned(String vectors, Turn turn) {
        var half = shape.headWidth() / 2;
        var axis = graph.list("axis3", 3);
        var middle = graph.list("half", half);
        var left = graph.op("Slice", vectors, graph.list("begin", 0), middle, axis);
        var right = graph.op("Slice", vectors, middle, graph.list("full", 2L * half), axis);
        var other = graph.op("Concat", List.of(graph.op("Neg", right), left), setting("axis", -1));
        return graph.op("Add", graph.op("Mul", vectors, turn.cosines()), graph.op("Mul", other, turn.sines()));
    }

    private String feedForward(int layer, String hidden) {
        var normed = norm(hidden, Part.INNER_NORM.in(layer));
        var gate = linear(normed, Part.GATE.in(layer));
        var open = graph.op("Mul", gate, graph.op("Sigmoid", gate));
        return linear(graph.op("Mul", open, linear(normed, Part.UP.in(layer))), Part.DOWN.in(layer));
    }

    private String linear(String vectors, String name) {
        return packing.map(bits -> bits.multiply(graph, vectors, name, tensor(name)))
                .orElseGet(() -> graph.op("MatMul", vectors, table(name)));
    }

    private String norm(String vectors, String name) {
        var mean = graph.op(
                "ReduceMean", List.of(graph.op("Mul", vectors, vectors)), settings("axes", -1), setting("keepdims", 1));
        var size = graph.op("Sqrt", graph.op("Add", mean, graph.constant("epsilon", shape.epsilon())));
        return graph.op("Mul", graph.op("Div", vectors, size), weight(name));
    }

    private String weight(String name) {
        return graph.constant(name, tensor(name));
    }

    private String table(String name) {
        return graph.constant(name + ".transposed", tensor(name).transposed());
    }

    private Tensor tensor(String name) {
        return java.util.Objects.requireNonNull(weights.tensors().get(name), name);
    }
}
