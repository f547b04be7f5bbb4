package dev.holdfast.service.retention;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Runs as files of JSON Lines, packed by gzip, which every tool reads. Nodes that share a database share the folder.
public record RunArchive(Path folder) {
    /// Writes a run, whole or not at all, and onto the disk before it is forgotten elsewhere.
    ///
    /// @return where, below the folder
    String write(UUID organisation, UUID pact, UUID run, String lines) throws IOException {
        var name = "%s/%s/%s.jsonl.gz".formatted(organisation, pact, run);
        var file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        var part = file.resolveSibling(run + ".part");
        try (var out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(part)), StandardCharsets.UTF_8)) {
            out.write(lines);
        }
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(0));
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return name;
    }

    /// The lines of a run; absent where somebody has taken the file away.
    public Optional<String> read(String name) {
        try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
