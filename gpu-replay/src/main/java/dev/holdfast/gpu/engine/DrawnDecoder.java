package dev.holdfast.gpu.engine;

import dev.holdfast.gpu.weights.LlamaShape;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/// ONNX Runtime with a graph that we drew: its cache stays where it is, and every row is as long as it is.
final class DrawnDecoder implements Decoder {
    /// So many tokens can be said before a cache has to be moved.
    private static final int AHEAD = 48;

    private final OnnxSession session;

    DrawnDecoder(OnnxSession session) {
        this.session = session;
    }

    @Override
    public LlamaShape shape() {
        return session.shape();
    }

    @Override
    public Pass read(long[][] tokens, Cache past, Which which) {
        var longest = Padded.longest(tokens);
        var places = past instanceof Places begun
                ? withRoom(begun, longest)
                : new Places(session, longest + AHEAD, new int[tokens.length]);
        try {
            return new Pass(places.read(tokens, which), places);
        } catch (RuntimeException e) {
            places.close();
            throw e;
        }
    }

    private Places withRoom(Places begun, int more) {
        var lengths = begun.lengths();
        if (Arrays.stream(lengths).max().orElseThrow() + more <= begun.places()) {
            return begun;
        }
        return moved(List.of(new Rows(begun, all(begun))), more);
    }

    private static int[] all(Places places) {
        return IntStream.range(0, places.rows()).toArray();
    }

    @Override
    public Cache gather(List<Rows> parts) {
        var first = parts.getFirst();
        var isWhole = parts.size() == 1 && Arrays.equals(first.rows(), all((Places) first.cache()));
        return isWhole ? first.cache() : moved(parts, 1);
    }

    private Places moved(List<Rows> parts, int more) {
        var lengths = Padded.lengths(parts);
        var places = Arrays.stream(lengths).max().orElseThrow() + more + AHEAD;
        var moved = new Places(session, places, lengths);
        var to = 0;
        for (var part : parts) {
            for (var row : part.rows()) {
                moved.copy(to++, (Places) part.cache(), row);
            }
            part.cache().close();
        }
        return moved;
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
