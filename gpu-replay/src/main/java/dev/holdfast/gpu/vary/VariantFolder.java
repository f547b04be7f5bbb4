package dev.holdfast.gpu.vary;

import dev.holdfast.gpu.onnx.LlamaGraph;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.gpu.weights.Safetensors;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes folders of models that were made of others.
public final class VariantFolder {
    private static final List<String> COPIED = List.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "chat_template.jinja",
            "special_tokens_map.json");

    private VariantFolder() {}

    /// Writes the variant of a model: as a graph where its tables are packed, else as weights.
    ///
    /// @throws FileAlreadyExistsException when there is something already
    public static void write(ModelFolder from, Variant variant, Path to) throws IOException {
        if (Files.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        var weights = from.weights();
        Files.createDirectories(to);
        for (var name : COPIED) {
            if (Files.exists(from.path().resolve(name))) {
                Files.copy(from.path().resolve(name), to.resolve(name));
            }
        }
        if (variant.packing().isPresent()) {
            export(from, variant, to.resolve(ModelFolder.ONNX));
        } else {
            Safetensors.write(to.resolve(ModelFolder.SAFETENSORS), variant.of(weights));
        }
    }

    /// Writes a model's graph, packed where the variant packs.
    public static void export(ModelFolder from, Variant variant, Path file) throws IOException {
        var weights = from.weights();
        var packing = variant.packing();
        // packing rounds by itself
        var drawn = packing.isPresent() ? weights : variant.of(weights);
        Files.write(file, new LlamaGraph(from.shape(), drawn, packing).bytes());
    }
}
