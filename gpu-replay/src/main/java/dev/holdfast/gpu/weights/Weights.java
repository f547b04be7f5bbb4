package dev.holdfast.gpu.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/// A model's weights under their names, in a fixed order.
public record Weights(Map<String, Tensor> tensors) {
    /// Keeps the order.
    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /// How many numbers the model is made of.
    public long count() {
        return tensors.values().stream()
                .mapToLong(tensor -> tensor.values().length)
                .sum();
    }

    /// The same weights with each table of rows changed; norms stay as they are, as quantisers leave them.
    public Weights withTables(BiFunction<String, Tensor, Tensor> change) {
        var changed = new LinkedHashMap<>(tensors);
        changed.replaceAll((name, tensor) -> tensor.isMatrix() ? change.apply(name, tensor) : tensor);
        return new Weights(changed);
    }

    /// These weights, some replaced by others of the same name.
    public Weights with(Weights others) {
        var merged = new LinkedHashMap<>(tensors);
        merged.putAll(others.tensors);
        return new Weights(merged);
    }
}
