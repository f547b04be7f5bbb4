/// How are golden tasks replayed against a target without losing, repeating or inventing anything?
///
/// In: a suite and a [dev.holdfast.harness.replay.Replayer]. Out: a [dev.holdfast.schema.run.Run], journaled as it
/// grows. Start at [dev.holdfast.harness.replay.SuiteRunner]. What an answer is worth is decided in `score`, not
/// here.
@NullMarked
package dev.holdfast.harness.replay;

import org.jspecify.annotations.NullMarked;
