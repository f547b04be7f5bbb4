/// How does a model on this machine turn a text into a vector whose direction is its meaning?
///
/// In: the folder of a sentence encoder. Out: an embedder for the `similarity` of answers. Start at
/// [dev.holdfast.gpu.embed.SentenceEncoders], which scoring finds by itself. Nothing is fetched.
@NullMarked
package dev.holdfast.gpu.embed;

import org.jspecify.annotations.NullMarked;
