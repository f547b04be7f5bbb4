package dev.holdfast.gpu.engine;

import ai.djl.engine.Engine;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.holdfast.gpu.onnx.LlamaGraph;
import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// ONNX Runtime with a graph in it.
///
/// It is asked by its own interface: DJL's hands no output a place, and so a cache could not stay where it is.
record OnnxSession(OrtSession session, LlamaShape shape, Target.Machine machine) implements AutoCloseable {
    /// Loads the folder's graph; where it has none, the one that its weights and the Llama family's make.
    static OnnxSession open(ModelFolder folder, Target.Machine machine) throws IOException {
        try (var options = options(machine)) {
            var environment = environment();
            var graph = folder.graph();
            var session = graph.isPresent()
                    ? environment.createSession(graph.get().toString(), options)
                    : environment.createSession(new LlamaGraph(folder.shape(), folder.weights()).bytes(), options);
            return new OnnxSession(session, folder.shape(), machine);
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    /// There is one in a process, which DJL sets up in its own way, and refuses any that was there before.
    private static OrtEnvironment environment() {
        Engine.getEngine("OnnxRuntime");
        return OrtEnvironment.getEnvironment();
    }

    private static OrtSession.SessionOptions options(Target.Machine machine) throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(machine.threads());
        options.setInterOpNumThreads(1);
        // patterns are kept for each shape there was, and every step has another
        options.setMemoryPatternOptimization(false);
        if (machine.device().gpu().isPresent()) {
            options.addCUDA(machine.device().gpu().getAsInt());
        }
        return options;
    }

    Set<String> inputs() {
        return session.getInputNames();
    }

    /// The names of the cache's parts, layer by layer.
    List<String> cache(String prefix) {
        var names = new ArrayList<String>();
        for (var layer = 0; layer < shape.layers(); layer++) {
            names.add(prefix + "." + layer + ".key");
            names.add(prefix + "." + layer + ".value");
        }
        return names;
    }

    /// Computes; results without a place of ours are in what comes back, which is to be closed.
    OrtSession.Result run(Map<String, OnnxTensor> inputs, Set<String> wanted, Map<String, OnnxTensor> places) {
        try {
            return session.run(inputs, wanted, places);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }
}
