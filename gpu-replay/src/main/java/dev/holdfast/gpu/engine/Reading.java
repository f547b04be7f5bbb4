package dev.holdfast.gpu.engine;

/// Tokens to be read, several conversations at once, row by row.
///
/// @param positions of the tokens in their conversations
/// @param mask      1 where there is a token and 0 where there is padding, of what was read before and of these
/// @param batch     rows
/// @param length    tokens in a row
/// @param total     of what was read before and of these
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reading(long[] tokens, long[] positions, long[] mask, int batch, int length, int total) {
    /// What was read before.
    public int past() {
        return total - length;
    }
}
