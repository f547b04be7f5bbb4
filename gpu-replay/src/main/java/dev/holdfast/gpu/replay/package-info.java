/// How does a local model answer golden tasks, many at once?
///
/// In: golden tasks. Out: replies, as from any other target. Start at [dev.holdfast.gpu.replay.LocalReplayer]; the
/// work is in [dev.holdfast.gpu.replay.Batcher]. An answer depends on its question and seed alone, whatever it is
/// batched with. Nothing here knows DJL, nor what a promise is.
@NullMarked
package dev.holdfast.gpu.replay;

import org.jspecify.annotations.NullMarked;
