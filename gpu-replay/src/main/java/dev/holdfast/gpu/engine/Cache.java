package dev.holdfast.gpu.engine;

/// Keys and values of what was read, where the engine keeps them. To be closed, for it is not Java's memory.
public interface Cache extends AutoCloseable {
    /// Before anything was read.
    Cache EMPTY = new Cache() {
        @Override
        public int[] lengths() {
            return new int[0];
        }

        @Override
        public void close() {
            // nothing is held
        }
    };

    /// Tokens that were read in each row.
    int[] lengths();

    @Override
    void close();
}
