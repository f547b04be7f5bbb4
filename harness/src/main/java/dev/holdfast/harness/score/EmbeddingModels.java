package dev.holdfast.harness.score;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// The port to whatever can read embedding models from a folder; found by [ServiceLoader], so that scoring needs no
/// engine where no pact names a model.
///
/// There is one of each kind in a process. It is asked anew for every scorer, so it keeps what it has loaded.
public interface EmbeddingModels {
    /// All that are on the class path.
    List<EmbeddingModels> ALL = ServiceLoader.load(EmbeddingModels.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    /// The model in a folder; empty when it is of another kind, or cannot be read here.
    Optional<Embedder> open(Path folder);
}
