package dev.holdfast.harness.score;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What a program prints, as far as it has been heard. All of it is taken, so that the program never waits for us, but
/// only the beginning is kept.
final class Printed {
    private static final int PIECE = 8 * 1024;

    private final int most;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Thread listener;

    private Printed(InputStream in, int most) {
        this.most = most;
        this.listener = Thread.ofVirtual().unstarted(() -> listen(in));
    }

    static Printed of(InputStream in, int most) {
        var printed = new Printed(in, most);
        printed.listener.start();
        return printed;
    }

    /// What was heard until the end, or for so long: another program may hold the end back.
    String text(Duration patience) throws InterruptedException {
        listener.join(patience);
        synchronized (heard) {
            return heard.toString(StandardCharsets.UTF_8);
        }
    }

    private void listen(InputStream in) {
        var piece = new byte[PIECE];
        try {
            for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
                keep(piece, read);
            }
        } catch (IOException e) {
            // the program was ended; what was heard stands
        }
    }

    private void keep(byte[] piece, int read) {
        synchronized (heard) {
            heard.write(piece, 0, Math.min(read, most - heard.size()));
        }
    }
}
