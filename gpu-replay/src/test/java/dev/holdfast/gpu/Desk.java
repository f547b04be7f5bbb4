package dev.holdfast.gpu;

import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The repository's own model, and targets that ask it.
public final class Desk {
    public static final Path EXAMPLE = Path.of("../examples/local-desk");
    public static final Path MODEL = EXAMPLE.resolve("models/desk");

    private Desk() {}

    public static ModelFolder folder() {
        try {
            return ModelFolder.open(MODEL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Target.Machine machine(int batch, int threads) {
        return new Target.Machine(
                Target.Engine.ONNXRUNTIME, Target.Device.CPU, Target.Precision.FLOAT32, batch, threads);
    }

    /// Greedy, as the pact of the example has it.
    public static Target.Local target(int batch) {
        return target(batch, 0, new Target.Wanted(OptionalInt.empty(), List.of(), false));
    }

    public static Target.Local target(int batch, double temperature, Target.Wanted wanted) {
        var sampling = new Target.Sampling(OptionalDouble.of(temperature), OptionalInt.empty(), OptionalLong.of(7));
        return new Target.Local("models/desk", machine(batch, 1), sampling, wanted, Optional.empty());
    }

    /// A copy of the folder, to be spoilt.
    public static Path copyTo(Path folder) throws IOException {
        for (var file : List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors")) {
            Files.copy(MODEL.resolve(file), folder.resolve(file));
        }
        return folder;
    }
}
