package dev.holdfast.gpu.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import dev.holdfast.gpu.weights.LlamaShape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;

/// ONNX Runtime with a decoder in the layout of common exports: `input_ids`, `attention_mask`, `position_ids` and
/// `past_key_values.N.key` go in, `logits` and `present.N.key` come out, a cache that is longer than the one before.
final class ExportDecoder implements Decoder {
    private static final String POSITIONS = "position_ids";

    /// How many of the last tokens' logits are wanted, as newer exports have it; 0 is all.
    private static final String KEPT = "num_logits_to_keep";

    private final OnnxSession session;
    private final Set<String> inputs;

    /// @throws IllegalArgumentException when it is the graph of something else
    ExportDecoder(OnnxSession session) {
        this.session = session;
        this.inputs = session.inputs();
        var missing = new ArrayList<>(List.of("input_ids", "attention_mask"));
        missing.addAll(session.cache("past_key_values"));
        missing.removeAll(inputs);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the graph takes " + inputs + "; what is missing for a decoder with a cache: " + missing);
        }
    }

    /// What the runtime handed out, or was copied of that.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Grown(List<OnnxTensor> parts, Runnable giveBack, int[] lengths, int places) implements Cache {
        @Override
        public void close() {
            giveBack.run();
        }
    }

    @Override
    public LlamaShape shape() {
        return session.shape();
    }

    @Override
    public Pass read(long[][] tokens, Cache past, Which which) {
        try (past;
                var tensors = new Tensors()) {
            var before = past instanceof Grown grown ? grown : nothing(tokens.length, tensors);
            var padded = Padded.of(tokens, before.lengths(), before.places(), which);
            var results = session.run(inputs(padded, before, which, tensors), names(), Map.of());
            var parts = session.cache("present").stream()
                    .map(name -> (OnnxTensor) results.get(name).orElseThrow())
                    .toList();
            var now = new Grown(parts, results::close, Padded.after(before.lengths(), tokens), padded.total());
            return new Pass(logits(results, padded), now);
        }
    }

    private Set<String> names() {
        var names = new HashSet<>(session.cache("present"));
        names.add("logits");
        return names;
    }

    private Grown nothing(int rows, Tensors tensors) {
        var parts = session.cache("past_key_values").stream()
                .map(_ -> tensors.floats(rows, shape().keyHeads(), 0, shape().headWidth())
                        .tensor())
                .toList();
        return new Grown(parts, () -> {}, new int[rows], 0);
    }

    private Map<String, OnnxTensor> inputs(Padded padded, Grown before, Which which, Tensors tensors) {
        var named = new HashMap<String, OnnxTensor>();
        named.put("input_ids", longs(tensors, padded.tokens(), padded.rows(), padded.length()));
        named.put("attention_mask", longs(tensors, padded.mask(), padded.rows(), padded.total()));
        if (inputs.contains(POSITIONS)) {
            named.put(POSITIONS, longs(tensors, padded.positions(), padded.rows(), padded.length()));
        }
        if (inputs.contains(KEPT)) {
            named.put(KEPT, longs(tensors, new long[] {which == Which.LAST ? 1 : 0}));
        }
        var names = session.cache("past_key_values");
        for (var i = 0; i < names.size(); i++) {
            named.put(names.get(i), before.parts().get(i));
        }
        return named;
    }

    private static OnnxTensor longs(Tensors tensors, long[] values, long... shape) {
        var made = tensors.longs(shape);
        made.values().put(0, values);
        return made.tensor();
    }

    private float[] logits(OrtSession.Result results, Padded padded) {
        var tensor = (OnnxTensor) results.get("logits").orElseThrow();
        var vocabulary = shape().vocabulary();
        var told = (int) tensor.getInfo().getShape()[1];
        var all = tensor.getFloatBuffer();
        var logits = new float[padded.wanted().length * vocabulary];
        for (var i = 0; i < padded.wanted().length; i++) {
            var place = padded.wanted()[i];
            var row = place / padded.length();
            var fromEnd = padded.length() - place % padded.length();
            all.get(((row + 1) * told - fromEnd) * vocabulary, logits, i * vocabulary, vocabulary);
        }
        return logits;
    }

    @Override
    public Cache gather(List<Rows> parts) {
        var lengths = Padded.lengths(parts);
        var places = IntStream.of(lengths).max().orElseThrow();
        var tensors = new Tensors();
        var gathered = new ArrayList<OnnxTensor>();
        for (var i = 0; i < 2 * shape().layers(); i++) {
            var to = tensors.floats(lengths.length, shape().keyHeads(), places, shape().headWidth());
            gather(parts, i, to.values(), places);
            gathered.add(to.tensor());
        }
        parts.forEach(part -> part.cache().close());
        return new Grown(gathered, tensors::close, lengths, places);
    }

    private void gather(List<Rows> parts, int index, FloatBuffer to, int places) {
        var width = shape().headWidth();
        var line = 0;
        for (var part : parts) {
            var grown = (Grown) part.cache();
            var from = grown.parts().get(index).getFloatBuffer();
            for (var row : part.rows()) {
                var kept = grown.lengths()[row];
                for (var head = 0; head < shape().keyHeads(); head++, line++) {
                    var end = (row * shape().keyHeads() + head + 1) * grown.places();
                    to.put(((line + 1) * places - kept) * width, from, (end - kept) * width, kept * width);
                }
            }
        }
    }

    @Override
    public SortedMap<String, String> environment() {
        return Surroundings.of("onnxruntime", session.machine());
    }

    @Override
    public void close() {
        session.close();
    }
}
