package dev.holdfast.gpu.embed;

import dev.holdfast.harness.score.Embedder;
import dev.holdfast.harness.score.EmbeddingModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Sentence encoders as ONNX graphs: folders with `model.onnx` and `tokenizer.json`. Each is loaded once.
public final class SentenceEncoders implements EmbeddingModels {
    private final Map<Path, Embedder> loaded = new ConcurrentHashMap<>();

    @Override
    public Optional<Embedder> open(Path folder) {
        var isOne = Files.isRegularFile(folder.resolve("model.onnx"))
                && Files.isRegularFile(folder.resolve("tokenizer.json"));
        return isOne
                ? Optional.of(loaded.computeIfAbsent(folder.toAbsolutePath().normalize(), SentenceEncoders::load))
                : Optional.empty();
    }

    private static Embedder load(Path folder) {
        try {
            return SentenceEncoder.open(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
