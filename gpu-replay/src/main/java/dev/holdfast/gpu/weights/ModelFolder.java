package dev.holdfast.gpu.weights;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A model as it lies on disk, in the layout that model hubs use.
///
/// @param ends tokens with which an answer ends
public record ModelFolder(Path path, LlamaShape shape, Set<Long> ends) {
    public static final String ONNX = "model.onnx";
    public static final String SAFETENSORS = "model.safetensors";
    public static final String TOKENIZER = "tokenizer.json";

    /// Looks at the folder's small files; weights are not read yet.
    ///
    /// @throws InvalidDocumentException when the folder is not a model's, or a file in it is broken
    public static ModelFolder open(Path path) throws IOException {
        var config = json(path, "config.json");
        try {
            return new ModelFolder(path, LlamaShape.of(config), ends(path, config));
        } catch (IllegalArgumentException e) {
            throw invalid(path, String.valueOf(e.getMessage()));
        }
    }

    private static Set<Long> ends(Path path, JsonNode config) throws IOException {
        var generation = Files.exists(path.resolve("generation_config.json"))
                ? json(path, "generation_config.json").path("eos_token_id")
                : config.path("absent");
        var declared = generation.isMissingNode() ? config.path("eos_token_id") : generation;
        var ends = new TreeSet<Long>();
        if (declared.isIntegralNumber()) {
            ends.add(declared.asLong());
        }
        declared.forEach(end -> ends.add(end.asLong()));
        if (ends.isEmpty()) {
            throw new IllegalArgumentException("config.json has no eos_token_id: no answer would ever end");
        }
        return ends;
    }

    /// One of the folder's JSON files.
    public static JsonNode json(Path path, String file) throws IOException {
        if (!Files.isRegularFile(path.resolve(file))) {
            throw invalid(path, "has no " + file);
        }
        return Json.tree(path.resolve(file).toString(), Files.readString(path.resolve(file)));
    }

    /// Its graph, where it was exported as one.
    public Optional<Path> graph() {
        return Optional.of(path.resolve(ONNX)).filter(Files::isRegularFile);
    }

    /// Its weights, checked against its configuration.
    ///
    /// @throws InvalidDocumentException when they are missing, not whole, or of another shape
    public Weights weights() throws IOException {
        var file = path.resolve(SAFETENSORS);
        if (!Files.isRegularFile(file)) {
            throw invalid(path, "has neither " + ONNX + " nor " + SAFETENSORS);
        }
        var weights = Safetensors.read(file);
        shape.slots().forEach(slot -> {
            var tensor = weights.tensors().get(slot.name());
            if (tensor == null) {
                throw invalid(file, "has no weights " + slot.name() + ", which config.json asks for");
            }
            if (!java.util.Arrays.equals(tensor.shape(), slot.shape())) {
                throw invalid(
                        file,
                        "has weights %s of %s, config.json asks for %s"
                                .formatted(
                                        slot.name(),
                                        java.util.Arrays.toString(tensor.shape()),
                                        java.util.Arrays.toString(slot.shape())));
            }
        });
        return weights;
    }

    /// The file that its answers come from.
    public Path weightsFile() {
        return graph().orElse(path.resolve(SAFETENSORS));
    }

    /// Of the file that its answers come from: the identity of the model.
    public Digest weightsDigest() throws IOException {
        return Digest.of(weightsFile());
    }

    /// How it is called: its folder's name.
    public String name() {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    private static InvalidDocumentException invalid(Path place, String message) {
        return new InvalidDocumentException(Problem.of(place.toString(), message));
    }
}
