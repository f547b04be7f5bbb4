package dev.holdfast.gpu.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.LlamaShape.Part;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.gpu.weights.Tensor;
import dev.holdfast.gpu.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;

/// A decoder of the Llama family as exporters draw it: standard operations, and a cache that comes out longer than it
/// went in. Slow, and an opinion of its own on what the model computes.
public final class ExportedGraph {
    private final Graph graph = new Graph("export");
    private final LlamaShape shape;
    private final Weights weights;

    private ExportedGraph(LlamaShape shape, Weights weights) {
        this.shape = shape;
        this.weights = weights;
    }

    /// Puts the export of a folder's weights beside them.
    public static void write(ModelFolder folder) throws IOException {
        var bytes = new ExportedGraph(folder.shape(), folder.weights()).bytes();
        Files.write(folder.path().resolve(ModelFolder.ONNX), bytes);
    }

    private byte[] bytes() {
        graph.input("input_ids", Graph.LONG, "batch", "tokens");
        graph.input("attention_mask", Graph.LONG, "batch", "total");
        graph.input("position_ids", Graph.LONG, "batch", "tokens");
        graph.output("logits", Graph.FLOAT, "batch", "tokens", shape.vocabulary());
        var mask = mask();
        var hidden = graph.op("Gather", constant(LlamaShape.EMBEDDING), "input_ids");
        for (var layer = 0; layer < shape.layers(); layer++) {
            hidden = graph.op("Add", hidden, attention(layer, norm(hidden, Part.INPUT_NORM.in(layer)), mask));
            hidden = graph.op("Add", hidden, feedForward(layer, norm(hidden, Part.INNER_NORM.in(layer))));
        }
        var head = linear(norm(hidden, LlamaShape.LAST_NORM), shape.tied() ? LlamaShape.EMBEDDING : LlamaShape.HEAD);
        graph.op("Identity", List.of(head), "logits", List.of());
        return graph.bytes();
    }

    /// `[batch, 1, tokens, total]`
    private String mask() {
        var zero = graph.constant("zero", Graph.LONG, new byte[Long.BYTES]);
        var first = graph.op("Gather", graph.op("Shape", "input_ids"), graph.list("first", 1));
        var all = graph.op("Gather", graph.op("Shape", "attention_mask"), graph.list("first", 1));
        var total = graph.op("Squeeze", all);
        var past = graph.op("Squeeze", graph.op("Sub", all, first));
        var one = graph.op("Squeeze", graph.list("first", 1));
        var seen = graph.op("Range", zero, total, one);
        var reading = graph.op("Unsqueeze", graph.op("Range", past, total, one), graph.list("first", 1));
        var padding = graph.op("Equal", graph.op("Unsqueeze", "attention_mask", graph.list("between", 1, 2)), zero);
        return graph.op(
                "Where",
                graph.op("Or", graph.op("Greater", seen, reading), padding),
                graph.constant("unseen", -1e9f),
                graph.constant("nothing", 0f));
    }

    private String attention(int layer, String normed, String mask) {
        var queries = turned(byHead(linear(normed, Part.QUERY.in(layer)), shape.heads()));
        var keys = remembered(layer, "key", turned(byHead(linear(normed, Part.KEY.in(layer)), shape.keyHeads())));
        var values = remembered(layer, "value", byHead(linear(normed, Part.VALUE.in(layer)), shape.keyHeads()));
        var likeness = graph.op("MatMul", queries, transposed(forEachHead(keys), 0, 1, 3, 2));
        var scaled = graph.op("Div", likeness, graph.constant("scale", (float) Math.sqrt(shape.headWidth())));
        var weighed = graph.op("Softmax", List.of(graph.op("Add", scaled, mask)), Graph.setting("axis", -1));
        var heard = transposed(graph.op("MatMul", weighed, forEachHead(values)), 0, 2, 1, 3);
        return linear(graph.reshape(heard, 0, 0, (long) shape.heads() * shape.headWidth()), Part.OUT.in(layer));
    }

    private String remembered(int layer, String kind, String now) {
        Object[] past = {"batch", shape.keyHeads(), "past", shape.headWidth()};
        Object[] present = {"batch", shape.keyHeads(), "total", shape.headWidth()};
        var before = "past_key_values." + layer + "." + kind;
        var after = "present." + layer + "." + kind;
        graph.input(before, Graph.FLOAT, past);
        graph.output(after, Graph.FLOAT, present);
        return graph.op("Concat", List.of(before, now), after, List.of(Graph.setting("axis", 2)));
    }

    /// Each key as often as there are heads that share it.
    private String forEachHead(String keys) {
        var shared = shape.heads() / shape.keyHeads();
        var wide = graph.op("Unsqueeze", keys, graph.list("second", 2));
        var many = graph.op("Expand", wide, graph.list("shared", 1, 1, shared, 1, 1));
        var rows = graph.op("Shape", keys);
        var places = graph.op("Gather", rows, graph.list("second", 2));
        var batch = graph.op("Gather", rows, graph.list("none", 0));
        var sides = graph.op(
                "Concat",
                List.of(batch, graph.list("heads", shape.heads()), places, graph.list("width", shape.headWidth())),
                Graph.setting("axis", 0));
        return graph.op("Reshape", many, sides);
    }

    private String byHead(String vectors, long heads) {
        return transposed(graph.reshape(vectors, 0, 0, heads, shape.headWidth()), 0, 2, 1, 3);
    }

    private String turned(String vectors) {
        var half = shape.headWidth() / 2;
        var left = slice(vectors, 0, half);
        var right = slice(vectors, half, shape.headWidth());
        var other = graph.op("Concat", List.of(graph.op("Neg", right), left), Graph.setting("axis", -1));
        return graph.op(
                "Add",
                graph.op("Mul", vectors, places("cosines", shape.cosines())),
                graph.op("Mul", other, places("sines", shape.sines())));
    }

    private String slice(String vectors, long from, long to) {
        return graph.op(
                "Slice", vectors, graph.list("from" + from, from), graph.list("to" + to, to), graph.list("axis3", 3));
    }

    private String places(String name, Tensor table) {
        var rows = graph.op("Gather", graph.constant(name, table), "position_ids");
        return graph.op("Unsqueeze", rows, graph.list("first", 1));
    }

    private String norm(String vectors, String name) {
        var squares = graph.op("Mul", vectors, vectors);
        var axes = AttributeProto.newBuilder()
                .setName("axes")
                .addInts(-1)
                .setType(AttributeProto.AttributeType.INTS)
                .build();
        var mean = graph.op("ReduceMean", List.of(squares), axes);
        var root = graph.op("Sqrt", graph.op("Add", mean, graph.constant("epsilon", shape.epsilon())));
        return graph.op("Mul", graph.op("Div", vectors, root), constant(name));
    }

    private String feedForward(int layer, String normed) {
        var gate = linear(normed, Part.GATE.in(layer));
        var opened = graph.op("Mul", gate, graph.op("Sigmoid", gate));
        return linear(graph.op("Mul", opened, linear(normed, Part.UP.in(layer))), Part.DOWN.in(layer));
    }

    private String transposed(String numbers, long... order) {
        var perm = AttributeProto.newBuilder().setName("perm").setType(AttributeProto.AttributeType.INTS);
        for (var side : order) {
            perm.addInts(side);
        }
        return graph.op("Transpose", List.of(numbers), perm.build());
    }

    private String linear(String vectors, String name) {
        return graph.op(
                "MatMul", vectors, graph.constant(name + ".turned", tensor(name).transposed()));
    }

    private String constant(String name) {
        return graph.constant(name, tensor(name));
    }

    private Tensor tensor(String name) {
        return Objects.requireNonNull(weights.tensors().get(name), name);
    }
}
