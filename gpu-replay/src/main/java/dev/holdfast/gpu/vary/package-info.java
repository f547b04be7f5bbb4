/// What does a model look like that somebody has cut down, worn down or trained on?
///
/// In: a model's folder. Out: another folder, of a model that answers almost the same. Start at
/// [dev.holdfast.gpu.vary.Variant]. It is how the detectors of drift are tried, and how a quantised model is made
/// that a gate can look at. Nothing here computes an answer.
@NullMarked
package dev.holdfast.gpu.vary;

import org.jspecify.annotations.NullMarked;
