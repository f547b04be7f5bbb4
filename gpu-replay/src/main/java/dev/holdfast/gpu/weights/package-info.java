/// What numbers is a language model made of?
///
/// In: the files of a model's folder. Out: [dev.holdfast.gpu.weights.Weights], tensors under the names that the
/// Llama family gives them, and the [dev.holdfast.gpu.weights.LlamaShape] that says how they fit together.
/// Start at [dev.holdfast.gpu.weights.Safetensors]. No engine is loaded here; nothing here computes an answer.
@NullMarked
package dev.holdfast.gpu.weights;

import org.jspecify.annotations.NullMarked;
