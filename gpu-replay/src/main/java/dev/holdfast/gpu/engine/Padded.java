package dev.holdfast.gpu.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of different lengths side by side, padded on the left so that all of them end together.
///
/// @param positions of the tokens in their conversations
/// @param mask      1 where there is a token and 0 where there is padding, of what was read before and of these
/// @param rows      how many
/// @param length    of these tokens in a row
/// @param total     of what was read before and of these
/// @param wanted    the tokens whose logits are wanted, counted through all rows
@SuppressWarnings("ArrayRecordComponent") // never compared
record Padded(long[] tokens, long[] positions, long[] mask, int rows, int length, int total, int[] wanted) {
    /// @param lengths of what was read before, in a cache of so many places a row
    static Padded of(long[][] tokens, int[] lengths, int places, Decoder.Which which) {
        var rows = tokens.length;
        var length = longest(tokens);
        var padded = new Padded(
                new long[rows * length],
                new long[rows * length],
                new long[rows * (places + length)],
                rows,
                length,
                places + length,
                wanted(tokens, length, which));
        for (var row = 0; row < rows; row++) {
            padded.fill(row, tokens[row], lengths.length == 0 ? 0 : lengths[row]);
        }
        return padded;
    }

    static int longest(long[][] tokens) {
        return Arrays.stream(tokens).mapToInt(row -> row.length).max().orElseThrow();
    }

    private static int[] wanted(long[][] tokens, int length, Decoder.Which which) {
        return IntStream.range(0, tokens.length)
                .flatMap(row -> {
                    var count = which == Decoder.Which.LAST ? 1 : tokens[row].length;
                    return IntStream.range((row + 1) * length - count, (row + 1) * length);
                })
                .toArray();
    }

    private void fill(int row, long[] said, int before) {
        var begin = (row + 1) * length - said.length;
        for (var i = 0; i < said.length; i++) {
            tokens[begin + i] = said[i];
            positions[begin + i] = (long) before + i;
        }
        // a row that is over looks at something too, or attention would divide by nothing
        var seen = said.length == 0 ? 1 : before + said.length;
        Arrays.fill(mask, (row + 1) * total - seen, (row + 1) * total, 1);
    }

    /// Of the rows of caches, in their order.
    static int[] lengths(List<Decoder.Rows> parts) {
        return parts.stream()
                .flatMapToInt(part -> {
                    var all = part.cache().lengths();
                    return IntStream.of(part.rows()).map(row -> all[row]);
                })
                .toArray();
    }

    /// The lengths once these are read.
    static int[] after(int[] lengths, long[][] tokens) {
        return IntStream.range(0, tokens.length)
                .map(row -> (lengths.length == 0 ? 0 : lengths[row]) + tokens[row].length)
                .toArray();
    }
}
