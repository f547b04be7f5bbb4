package dev.holdfast.service.bundle;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A bundle as a file system in which nothing else lies; closing it removes it.
public final class OpenBundle implements AutoCloseable {
    private final Bundle bundle;
    private final Path archive;
    private final FileSystem files;

    private OpenBundle(Bundle bundle, Path archive, FileSystem files) {
        this.bundle = bundle;
        this.archive = archive;
        this.files = files;
    }

    static OpenBundle of(Bundle bundle) {
        try {
            var folder = Files.createTempDirectory("holdfast-bundle-");
            var archive = folder.resolve("bundle.zip");
            var files = FileSystems.newFileSystem(archive, Map.of("create", "true", "noCompression", "true"));
            var opened = new OpenBundle(bundle, archive, files);
            opened.fill();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the pact.
    ///
    /// @throws InvalidDocumentException with every problem of every file, and for a pact that would run programs
    public PactFile read() {
        var file = PactReader.read(files.getPath(bundle.entry()));
        var programs = programs(file);
        if (!programs.isEmpty()) {
            throw new InvalidDocumentException(programs.stream()
                    .map(what -> Problem.of(bundle.entry(), what + ", and a service runs no programs of its users"))
                    .toList());
        }
        return file;
    }

    @Override
    public void close() {
        try {
            files.close();
            Files.deleteIfExists(archive);
            Files.deleteIfExists(archive.resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill() throws IOException {
        for (var file : bundle.files().entrySet()) {
            var path = files.getPath(file.getKey());
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            Files.writeString(path, file.getValue());
        }
    }

    private static List<String> programs(PactFile file) {
        var programs = new ArrayList<String>();
        file.pact().metrics().values().stream()
                .filter(metric -> metric.measure() instanceof Measure.Command)
                .forEach(metric -> programs.add("metric \"" + metric.name() + "\" is a program"));
        if (file.pact().agent().target() instanceof Target.Program) {
            programs.add("the agent is a program");
        }
        file.pact()
                .control()
                .filter(control -> control.target() instanceof Target.Program)
                .ifPresent(_ -> programs.add("the control is a program"));
        return programs;
    }
}
