package dev.holdfast.gpu.engine;

import ai.onnxruntime.OnnxTensor;
import dev.holdfast.gpu.onnx.LlamaGraph;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What a drawn graph is handed when tokens are read, and where it writes: rows stand on the left.
final class Turn implements AutoCloseable {
    private final Tensors tensors = new Tensors();
    private final int length;
    private final int count;
    private final Tensors.Numbers<LongBuffer> tokens;
    private final Tensors.Numbers<IntBuffer> last;
    private final Tensors.Numbers<IntBuffer> total = tensors.ints(1);
    private final Tensors.Numbers<LongBuffer> wanted;
    private final Tensors.Numbers<FloatBuffer> logits;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> results;

    /// @param count of tokens whose logits are wanted
    Turn(Places places, int length, int count, int vocabulary) {
        this.length = length;
        this.count = count;
        this.tokens = tensors.longs(places.rows(), length);
        this.last = tensors.ints(places.rows());
        this.wanted = tensors.longs(count);
        this.logits = tensors.floats(count, vocabulary);
        this.inputs = new HashMap<>(places.named("past_key_values"));
        inputs.put("input_ids", tokens.tensor());
        inputs.put(LlamaGraph.LAST_PLACES, last.tensor());
        inputs.put(LlamaGraph.TOTAL, total.tensor());
        inputs.put(LlamaGraph.WANTED, wanted.tensor());
        this.results = new HashMap<>(places.named("present"));
        results.put("logits", logits.tensor());
    }

    /// Whether it has room for just these.
    boolean fits(int length, int count) {
        return this.length == length && this.count == count;
    }

    /// @param lengths of the rows when these are read
    float[] run(OnnxSession session, long[][] said, int[] lengths, Decoder.Which which) {
        var longest = 0;
        var filled = 0;
        for (var row = 0; row < said.length; row++) {
            var ends = Math.max(1, said[row].length);
            tokens.values().put(row * length, said[row]);
            last.values().put(row, lengths[row] - 1);
            longest = Math.max(longest, lengths[row]);
            for (var i = which == Decoder.Which.ALL ? 0 : ends - 1; i < ends; i++) {
                wanted.values().put(filled++, (long) row * length + i);
            }
        }
        total.values().put(0, longest);
        session.run(inputs, Set.of(), results).close();
        var heard = new float[logits.values().capacity()];
        logits.values().get(0, heard);
        return heard;
    }

    @Override
    public void close() {
        tensors.close();
    }
}
