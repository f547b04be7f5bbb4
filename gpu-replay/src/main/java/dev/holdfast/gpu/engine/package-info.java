/// How are a model's next tokens computed, and on what?
///
/// In: token numbers. Out: logits, and a cache of what was read. Start at [dev.holdfast.gpu.engine.Decoder], the port
/// to whatever multiplies matrices; [dev.holdfast.gpu.engine.Decoders] opens one. ONNX Runtime is asked here and
/// nowhere else, and DJL for PyTorch. Who is asked what, and when, is the business of `gpu.replay`.
@NullMarked
package dev.holdfast.gpu.engine;

import org.jspecify.annotations.NullMarked;
