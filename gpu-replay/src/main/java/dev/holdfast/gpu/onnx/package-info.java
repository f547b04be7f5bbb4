/// What does a model of the Llama family look like as an ONNX graph?
///
/// In: [dev.holdfast.gpu.weights.Weights]. Out: the bytes of a `model.onnx` in the layout of common exports.
/// Start at [dev.holdfast.gpu.onnx.LlamaGraph]. Nothing here computes an answer.
@NullMarked
package dev.holdfast.gpu.onnx;

import org.jspecify.annotations.NullMarked;
