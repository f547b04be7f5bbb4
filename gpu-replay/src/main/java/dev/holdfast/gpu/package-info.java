/// How does a local model answer the golden tasks, on a GPU or on the CPU?
///
/// In: golden tasks. Out: outcomes, as from any other target. Nothing lives here yet: local models come after the
/// hosted ones, and until then a local model is reached through any OpenAI-compatible server in front of it.
@NullMarked
package dev.holdfast.gpu;

import org.jspecify.annotations.NullMarked;
