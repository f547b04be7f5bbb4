package dev.holdfast.schema.run;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A text file that is still being written, or whose writing broke off: whatever stands after the end of its last line
/// is not there.
final class WholeLines {
    private WholeLines() {}

    /// Reads the lines that are there now, and none that come later.
    static BufferedReader of(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(
                new First(Files.newInputStream(file), bytes(file)), StandardCharsets.UTF_8.newDecoder()));
    }

    private static long bytes(Path path) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var block = new byte[8192];
            for (var end = file.length(); end > 0; end -= block.length) {
                var start = Math.max(0, end - block.length);
                file.seek(start);
                file.readFully(block, 0, (int) (end - start));
                for (int at = (int) (end - start) - 1; at >= 0; at--) {
                    if (block[at] == '\n') {
                        return start + at + 1;
                    }
                }
            }
            return 0;
        }
    }

    /// The first bytes of a stream.
    private static final class First extends FilterInputStream {
        private long left;

        First(InputStream all, long bytes) {
            super(all);
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? super.read() : -1;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (left <= 0) {
                return -1;
            }
            var read = super.read(into, from, (int) Math.min(most, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
