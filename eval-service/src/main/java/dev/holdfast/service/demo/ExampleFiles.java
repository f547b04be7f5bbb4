package dev.holdfast.service.demo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The order-desk example, which every installation carries with it.
public final class ExampleFiles {
    private static final List<String> FILES = List.of(
            "pact.yaml",
            "pact.schema.json",
            "prompt.md",
            "schemas/answer.json",
            "golden/orders.jsonl",
            "golden/refunds.jsonl",
            "golden/totals.jsonl",
            "golden/forbidden.yaml",
            "ci/github.yml");

    private ExampleFiles() {}

    /// Writes the example's files; what is there already is left alone and refused.
    ///
    /// @return the files written
    public static List<Path> write(Path folder) throws IOException {
        var paths = FILES.stream().map(folder::resolve).toList();
        for (var path : paths) {
            if (Files.exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
        }
        for (var i = 0; i < paths.size(); i++) {
            Files.createDirectories(paths.get(i).toAbsolutePath().resolveSibling(""));
            try (var resource =
                    ExampleFiles.class.getResourceAsStream("/dev/holdfast/service/example/" + FILES.get(i))) {
                Files.copy(Objects.requireNonNull(resource, FILES.get(i)), paths.get(i));
            }
        }
        return paths;
    }
}
