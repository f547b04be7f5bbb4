package dev.holdfast.gpu.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.LlamaShape.Part;
import java.util.Map;

/// A decoder of the Llama family in array operations: RMS norms, rotary positions, grouped queries, SwiGLU.
///
/// It runs where its weights lie; keys and values of what was read stay there too.
///
/// @param weights by their names in the Llama family
/// @param cosines rows by position
/// @param sines   rows by position
public record LlamaBlock(LlamaShape shape, Map<String, NDArray> weights, NDArray cosines, NDArray sines) {
    /// Where tokens stand and what they may look at.
    ///
    /// @param positions `[batch, tokens]`
    /// @param mask      added to attention, `[batch or 1, 1, tokens, past + tokens]`
    public record Placing(NDArray positions, NDArray mask) {}

    /// Reads tokens.
    ///
    /// @param tokens `[batch, tokens]`
    /// @param past   keys and values of each layer `[batch, key heads, past, head width]`, or nothing
    /// @return logits `[batch, tokens, vocabulary]`, then keys and values of each layer with these tokens
    public NDList forward(NDArray tokens, Placing placing, NDList past) {
        var turn = new NDList(rows(placing.positions(), cosines), rows(placing.positions(), sines));
        var memory = new Memory(past, new NDList());
        var hidden = Embedding.embedding(tokens, weight(LlamaShape.EMBEDDING), SparseFormat.DENSE)
                .singletonOrThrow();
        for (var layer = 0; layer < shape.layers(); layer++) {
            hidden = hidden.add(attention(layer, hidden, turn, placing.mask(), memory));
            hidden = hidden.add(feedForward(layer, hidden));
        }
        var out = new NDList(
                linear(norm(hidden, LlamaShape.LAST_NORM), shape.tied() ? LlamaShape.EMBEDDING : LlamaShape.HEAD));
        out.addAll(memory.now());
        return out;
    }

    /// Keys and values of each layer, before and after.
    private record Memory(NDList past, NDList now) {}

    private NDArray attention(int layer, NDArray hidden, NDList turn, NDArray mask, Memory memory) {
        var normed = norm(hidden, Part.INPUT_NORM.in(layer));
        var queries = turned(split(linear(normed, Part.QUERY.in(layer)), shape.heads()), turn);
        var keys = turned(split(linear(normed, Part.KEY.in(layer)), shape.keyHeads()), turn);
        var values = split(linear(normed, Part.VALUE.in(layer)), shape.keyHeads());
        if (!memory.past().isEmpty()) {
            keys = memory.past().get(2 * layer).concat(keys, 2);
            values = memory.past().get(2 * layer + 1).concat(values, 2);
        }
        memory.now().add(keys);
        memory.now().add(values);
        var size = hidden.getShape();
        // heads that share keys are rows of one matrix, which saves repeating the keys for each
        var grouped = queries.reshape(size.get(0), shape.keyHeads(), -1, shape.headWidth());
        var likeness = grouped.matMul(keys.transpose(0, 1, 3, 2))
                .mul((float) (1 / Math.sqrt(shape.headWidth())))
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
        var normed = norm(hidden, Part.INNER_NORM.in(layer));
        var gate = linear(normed, Part.GATE.in(layer));
        var opened = gate.mul(Activation.sigmoid(gate)).mul(linear(normed, Part.UP.in(layer)));
        return linear(opened, Part.DOWN.in(layer));
    }

    private NDArray split(NDArray vectors, int heads) {
        var size = vectors.getShape();
        return vectors.reshape(size.get(0), size.get(1), heads, shape.headWidth())
                .transpose(0, 2, 1, 3);
    }

    private NDArray linear(NDArray vectors, String name) {
        return vectors.matMul(weight(name).transpose());
    }

    private NDArray norm(NDArray vectors, String name) {
        var scale = vectors.mul(vectors)
                .mean(new int[] {-1}, true)
                .add(shape.epsilon())
                .pow(-0.5f);
        return vectors.mul(scale).mul(weight(name));
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

    private NDArray weight(String name) {
        var weight = weights.get(name);
        if (weight == null) {
            throw new IllegalArgumentException("the model has no weights " + name);
        }
        return weight;
    }
}
