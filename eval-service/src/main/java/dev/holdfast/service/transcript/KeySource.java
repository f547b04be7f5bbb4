package dev.holdfast.service.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Where the keys come from.
public sealed interface KeySource {
    /// How it is written: `file:PATH`, or `command:` and a program with its arguments.
    static KeySource of(String written) {
        if (written.startsWith("file:")) {
            return new File(Path.of(written.substring("file:".length())));
        }
        if (written.startsWith("command:")) {
            return new Command(
                    List.of(written.substring("command:".length()).strip().split("\\s+", -1)));
        }
        throw new IllegalArgumentException(
                "keys for transcripts come from file:PATH or command:PROGRAM ARGUMENTS, not \"" + written + "\"");
    }

    KeySet read() throws IOException;

    /// A file that only its owner should be able to read.
    record File(Path path) implements KeySource {
        @Override
        public KeySet read() throws IOException {
            return KeySet.read(path.toString(), Files.readString(path));
        }
    }

    /// What a program prints, such as one that asks a vault.
    record Command(List<String> words) implements KeySource {
        private static final int PATIENCE_SECONDS = 30;

        public Command {
            words = List.copyOf(words);
        }

        @Override
        public KeySet read() throws IOException {
            var process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try {
                var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    throw new IOException(words.getFirst() + " did not end well, so there are no keys for transcripts");
                }
                return KeySet.read("what " + words.getFirst() + " printed", printed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            } finally {
                process.destroy();
            }
        }
    }
}
