package dev.holdfast.service.demo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Files of an example, which every installation carries with it.
///
/// @param root  where they are among the resources
/// @param files that an example is made of
public record ExampleFiles(String root, List<String> files) {
    /// What a new pact starts from.
    public static final ExampleFiles ORDER_DESK = new ExampleFiles(
            "/dev/holdfast/service/example/",
            List.of(
                    "pact.yaml",
                    "pact.schema.json",
                    "prompt.md",
                    "schemas/answer.json",
                    "golden/orders.jsonl",
                    "golden/refunds.jsonl",
                    "golden/totals.jsonl",
                    "golden/forbidden.yaml",
                    "ci/github.yml"));

    /// What the demo promises, and its golden tasks.
    static final ExampleFiles DEMO = new ExampleFiles(
            "/dev/holdfast/service/demo/",
            List.of(
                    "pact.yaml",
                    "golden/orders.jsonl",
                    "golden/refunds.jsonl",
                    "golden/totals.jsonl",
                    "golden/tools.jsonl",
                    "golden/forbidden.jsonl"));

    /// The demo's model, and what somebody trained on of it.
    static final ExampleFiles MODEL = new ExampleFiles(
            "/dev/holdfast/service/demo/models/",
            List.of(
                    "desk/config.json",
                    "desk/tokenizer.json",
                    "desk/tokenizer_config.json",
                    "desk/model.safetensors",
                    "desk-14-days.safetensors"));

    /// Writes the files; what is there already is left alone and refused.
    ///
    /// @return the files written
    public List<Path> write(Path folder) throws IOException {
        var paths = files.stream().map(folder::resolve).toList();
        for (var path : paths) {
            if (Files.exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
        }
        for (var i = 0; i < paths.size(); i++) {
            Files.createDirectories(paths.get(i).toAbsolutePath().resolveSibling(""));
            try (var resource = ExampleFiles.class.getResourceAsStream(root + files.get(i))) {
                Files.copy(Objects.requireNonNull(resource, files.get(i)), paths.get(i));
            }
        }
        return paths;
    }
}
