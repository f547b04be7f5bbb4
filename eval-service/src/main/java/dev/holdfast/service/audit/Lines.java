package dev.holdfast.service.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of a bundle, one at a time, each decoded on its own: a broken byte is a matter of its line.
final class Lines {
    /// Far more than an event with its path has.
    private static final int LONGEST = 1_000_000;

    private final InputStream bytes;

    /// @param bytes buffered
    Lines(InputStream bytes) {
        this.bytes = bytes;
    }

    /// The next line without its end, or empty at the end of the file.
    ///
    /// @throws CharacterCodingException where it is no UTF-8, has no end, or none in sight
    Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream();
        var next = bytes.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next != '\n') {
            if (next < 0 || line.size() == LONGEST) {
                throw new CharacterCodingException();
            }
            line.write(next);
            next = bytes.read();
        }
        return Optional.of(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(line.toByteArray()))
                .toString());
    }
}
