package dev.holdfast.gpu.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.LlamaShape.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// A decoder of the Llama family in array operations: RMS norms, rotary positions, grouped queries, SwiGLU.
///
/// It runs where its weights lie; keys and values of what was read stay there too. An operation costs more than what
/// it computes for a few rows, so what is multiplied by the same vectors is one table.
///
/// @param tables  as [#tables(LlamaShape, Map)] puts them together
/// @param cosines rows by position
/// @param sines   rows by position
public record LlamaBlock(LlamaShape shape, Map<String, NDArray> tables, NDArray cosines, NDArray sines) {
    private static final String ATTENTION = "attention.";
    private static final String INNER = "inner.";

    /// Where tokens stand and what they may look at.
    ///
    /// @param positions `[batch, tokens]`
    /// @param mask      added to attention, `[batch or 1, 1, tokens, past + tokens]`
    public record Placing(NDArray positions, NDArray mask) {}

    /// The tables of a block: those that stand beside each other as one, and the scale of attention in its queries.
    ///
    /// @param weights by their names in the Llama family
    public static Map<String, NDArray> tables(LlamaShape shape, Map<String, NDArray> weights) {
        var tables = new HashMap<>(weights);
        for (var layer = 0; layer < shape.layers(); layer++) {
            try (var queries = taken(tables, Part.QUERY.in(layer)).mul((float) (1 / Math.sqrt(shape.headWidth())))) {
                tables.put(
                        ATTENTION + layer,
                        NDArrays.concat(new NDList(
                                queries, taken(tables, Part.KEY.in(layer)), taken(tables, Part.VALUE.in(layer)))));
            }
            tables.put(
                    INNER + layer,
                    NDArrays.concat(new NDList(taken(tables, Part.GATE.in(layer)), taken(tables, Part.UP.in(layer)))));
        }
        return tables;
    }

    private static NDArray taken(Map<String, NDArray> tables, String name) {
        return Objects.requireNonNull(tables.remove(name), name);
    }

    /// Reads tokens.
    ///
    /// @param tokens `[batch, tokens]`
    /// @param past   keys and values of each layer `[batch, key heads, past, head width]`, or nothing
    /// @param which  of the logits are wanted
    /// @return logits `[batch, tokens or 1, vocabulary]`, then keys and values of each layer with these tokens
    public NDList forward(NDArray tokens, Placing placing, NDList past, Decoder.Which which) {
        var turn = new NDList(rows(placing.positions(), cosines), rows(placing.positions(), sines));
        var memory = new Memory(past, new NDList());
        var hidden = Embedding.embedding(tokens, table(LlamaShape.EMBEDDING), SparseFormat.DENSE)
                .singletonOrThrow();
        for (var layer = 0; layer < shape.layers(); layer++) {
            hidden = hidden.add(attention(layer, hidden, turn, placing.mask(), memory));
            hidden = hidden.add(feedForward(layer, hidden));
        }
        var heard = which == Decoder.Which.LAST && tokens.getShape().get(1) > 1
                ? hidden.get(new NDIndex(":, -1:, :"))
                : hidden;
        var out = new NDList(
                linear(norm(heard, LlamaShape.LAST_NORM), shape.tied() ? LlamaShape.EMBEDDING : LlamaShape.HEAD));
        out.addAll(memory.now());
        return out;
    }

    /// Keys and values of each layer, before and after.
    private record Memory(NDList past, NDList now) {}

    private NDArray attention(int layer, NDArray hidden, NDList turn, NDArray mask, Memory memory) {
        var size = hidden.getShape();
        var all = linear(norm(hidden, Part.INPUT_NORM.in(layer)), ATTENTION + layer)
                .reshape(size.get(0), size.get(1), shape.heads() + 2L * shape.keyHeads(), shape.headWidth())
                .transpose(0, 2, 1, 3)
                .split(new long[] {shape.heads() + shape.keyHeads()}, 1);
        var turned = turned(all.get(0), turn).split(new long[] {shape.heads()}, 1);
        var keys = memory.past().isEmpty()
                ? turned.get(1)
                : memory.past().get(2 * layer).concat(turned.get(1), 2);
        var values = memory.past().isEmpty()
                ? all.get(1)
                : memory.past().get(2 * layer + 1).concat(all.get(1), 2);
        memory.now().add(keys);
        memory.now().add(values);
        // heads that share keys are rows of one matrix, which saves repeating the keys for each
        var grouped = turned.get(0).reshape(size.get(0), shape.keyHeads(), -1, shape.headWidth());
        var likeness = grouped.matMul(keys.transpose(0, 1, 3, 2))
                .reshape(size.get(0), shape.heads(), size.get(1), -1)
                .add(mask);
        var weighed = likeness.softmax(-1)
                .reshape(size.get(0), shape.keyHeads(), grouped.getShape().get(2), -1);
        var heard = weighed.matMul(values)
                .reshape(size.get(0), shape.heads(), size.get(1), shape.headWidth())
                .transpose(0, 2, 1, 3);
        return linear(
                heard.reshape(size.get(0), size.get(1), (long) shape.heads() * shape.headWidth()), Part.OUT.in(layer));
    }

    private NDArray feedForward(int layer, NDArray hidden) {
        var both =
                linear(norm(hidden, Part.INNER_NORM.in(layer)), INNER + layer).split(2, 2);
        var gate = both.get(0);
        return linear(gate.mul(Activation.sigmoid(gate)).mul(both.get(1)), Part.DOWN.in(layer));
    }

    private NDArray linear(NDArray vectors, String name) {
        return Linear.linear(vectors, table(name)).singletonOrThrow();
    }

    private NDArray norm(NDArray vectors, String name) {
        var scale = vectors.mul(vectors)
                .mean(new int[] {-1}, true)
                .add(shape.epsilon())
                .pow(-0.5f);
        return vectors.mul(scale).mul(table(name));
    }

    private static NDArray turned(NDArray vectors, NDList turn) {
        var halves = vectors.split(2, 3);
        var other = NDArrays.concat(new NDList(halves.get(1).neg(), halves.get(0)), -1);
        return vectors.mul(turn.get(0)).add(other.mul(turn.get(1)));
    }

    private static NDArray rows(NDArray positions, NDArray table) {
        return Embedding.embedding(positions, table, SparseFormat.DENSE)
                .singletonOrThrow()
                .expandDims(1);
    }

    private NDArray table(String name) {
        var table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("the model has no weights " + name);
        }
        return table;
    }
}
