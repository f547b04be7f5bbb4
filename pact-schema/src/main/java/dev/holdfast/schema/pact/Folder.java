package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// A folder that a pact names as a whole.
final class Folder {
    private Folder() {}

    /// Of the names and contents of all files.
    static Digest digest(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        var all = new ByteArrayOutputStream();
        try (var files = Files.walk(root)) {
            for (var file : files.sorted().toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    var line = root.relativize(file) + " " + Digest.of(file) + "\n";
                    all.writeBytes(line.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return Digest.of(all.toByteArray());
    }
}
