package dev.holdfast.gpu.engine;

import dev.holdfast.gpu.weights.LlamaShape;
import java.util.List;
import java.util.SortedMap;

/// The port to an engine with a model in it; used by one thread at a time.
public interface Decoder extends AutoCloseable {
    /// How the model is put together.
    LlamaShape shape();

    /// Reads tokens after what was read before. How rows of different lengths stand side by side is the decoder's own
    /// business.
    ///
    /// @param tokens of each row; of rows that were begun one each, or none where a row is over, and then nothing
    ///               is to be made of what is thought of it
    /// @param past   taken over: it is closed by this
    /// @param which  of the logits are wanted
    Pass read(long[][] tokens, Cache past, Which which);

    /// One cache of rows of others.
    ///
    /// @param parts taken over: their caches are closed by this
    Cache gather(List<Rows> parts);

    /// What answers depend on beside the model, by name: engine, versions, device, driver.
    SortedMap<String, String> environment();

    @Override
    void close();

    /// Logits that are wanted.
    enum Which {
        /// Of the last token of every row.
        LAST,
        /// Of every token.
        ALL
    }

    /// What came of reading.
    ///
    /// @param logits `vocabulary` numbers for each token that they are wanted of, row after row
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Pass(float[] logits, Cache cache) {}

    /// Rows of a cache, in this order.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Rows(Cache cache, int[] rows) {}
}
