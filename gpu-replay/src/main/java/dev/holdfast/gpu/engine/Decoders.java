package dev.holdfast.gpu.engine;

import ai.djl.engine.EngineException;
import dev.holdfast.gpu.onnx.LlamaGraph;
import dev.holdfast.gpu.text.Natives;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;

/// Opens a model in the engine that a pact names.
public final class Decoders {
    private Decoders() {}

    /// Loads the folder's model.
    ///
    /// @throws IOException when the engine is not there, or cannot load the model or use the device
    public static Decoder open(ModelFolder folder, Target.Machine machine) throws IOException {
        Natives.offline();
        try {
            return switch (machine.engine()) {
                case ONNXRUNTIME -> inOnnxRuntime(OnnxSession.open(folder, machine));
                case PYTORCH -> TorchDecoder.open(folder, machine);
            };
        } catch (EngineException | IllegalArgumentException e) {
            throw new IOException(
                    "%s cannot be loaded on %s: %s".formatted(folder.path(), machine.device(), e.getMessage()), e);
        }
    }

    private static Decoder inOnnxRuntime(OnnxSession session) {
        try {
            return session.inputs().contains(LlamaGraph.LAST_PLACES)
                    ? new DrawnDecoder(session)
                    : new ExportDecoder(session);
        } catch (IllegalArgumentException e) {
            session.close();
            throw e;
        }
    }
}
