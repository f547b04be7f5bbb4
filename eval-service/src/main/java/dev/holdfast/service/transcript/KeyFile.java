package dev.holdfast.service.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/// A key set in a file that only its owner can read.
public final class KeyFile {
    private KeyFile() {}

    /// Makes a file with one new key; an existing file is never overwritten.
    public static KeySet make(Path path) throws IOException {
        var keys = KeySet.generate();
        Files.createDirectories(path.toAbsolutePath().resolveSibling(""));
        write(path, keys);
        return keys;
    }

    /// Adds a key to the file, whole or not at all.
    public static KeySet rotate(Path path) throws IOException {
        var rotated = KeySet.read(path.toString(), Files.readString(path)).rotated();
        var part = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            write(part, rotated);
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return rotated;
    }

    private static void write(Path path, KeySet keys) throws IOException {
        Files.createFile(path, owner(path));
        Files.writeString(path, keys.written(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static FileAttribute<?>[] owner(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
