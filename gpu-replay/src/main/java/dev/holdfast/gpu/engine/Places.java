package dev.holdfast.gpu.engine;

import ai.onnxruntime.OnnxTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keys and values in memory of ours, which attention reads and writes where they lie. Rows stand on the left, with
/// empty places after them.
final class Places implements Cache {
    private final OnnxSession session;
    private final int places;
    private final int[] lengths;
    private final Tensors tensors = new Tensors();
    private final List<Tensors.Numbers<FloatBuffer>> parts = new ArrayList<>();
    private @Nullable Turn turn;

    /// @param lengths of the rows that are in it, or will be
    Places(OnnxSession session, int places, int[] lengths) {
        this.session = session;
        this.places = places;
        this.lengths = lengths;
        var shape = session.shape();
        for (var i = 0; i < 2 * shape.layers(); i++) {
            parts.add(tensors.floats(lengths.length, shape.keyHeads(), places, shape.headWidth()));
        }
    }

    int rows() {
        return lengths.length;
    }

    int places() {
        return places;
    }

    @Override
    public int[] lengths() {
        return lengths.clone();
    }

    Map<String, OnnxTensor> named(String prefix) {
        var named = new HashMap<String, OnnxTensor>();
        var names = session.cache(prefix);
        for (var i = 0; i < names.size(); i++) {
            named.put(names.get(i), parts.get(i).tensor());
        }
        return named;
    }

    /// Reads on; the logits that are wanted.
    float[] read(long[][] tokens, Decoder.Which which) {
        var longest = Padded.longest(tokens);
        var count = 0;
        for (var row = 0; row < tokens.length; row++) {
            lengths[row] += tokens[row].length;
            count += which == Decoder.Which.ALL ? tokens[row].length : 1;
        }
        return turn(longest, count).run(session, tokens, lengths, which);
    }

    /// Steps are alike, and take the memory of the one before.
    private Turn turn(int longest, int count) {
        if (turn == null || !turn.fits(longest, count)) {
            forget();
            turn = new Turn(this, longest, count, session.shape().vocabulary());
        }
        return turn;
    }

    private void forget() {
        if (turn != null) {
            turn.close();
            turn = null;
        }
    }

    /// Copies a row's keys and values.
    void copy(int row, Places from, int fromRow) {
        var shape = session.shape();
        var run = lengths[row] * shape.headWidth();
        for (var i = 0; i < parts.size(); i++) {
            for (var head = 0; head < shape.keyHeads(); head++) {
                var to = (row * shape.keyHeads() + head) * places * shape.headWidth();
                var at = (fromRow * shape.keyHeads() + head) * from.places * shape.headWidth();
                parts.get(i).values().put(to, from.parts.get(i).values(), at, run);
            }
        }
    }

    @Override
    public void close() {
        forget();
        tensors.close();
    }
}
