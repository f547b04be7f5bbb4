package dev.holdfast.gpu.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/// Keys and values of what was read, where the engine keeps them. To be closed, for it is not Java's memory.
public final class Cache implements AutoCloseable {
    /// Before anything was read.
    public static final Cache EMPTY = new Cache(null, new NDList(), 0);

    private final @Nullable NDManager manager;
    private final NDList arrays;
    private final int length;

    Cache(@Nullable NDManager manager, NDList arrays, int length) {
        this.manager = manager;
        this.arrays = arrays;
        this.length = length;
    }

    NDList arrays() {
        return arrays;
    }

    /// Tokens in a row, padding among them.
    public int length() {
        return length;
    }

    @Override
    public void close() {
        if (manager != null) {
            manager.close();
        }
    }
}
