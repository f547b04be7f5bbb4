/// What is an observation worth, by one metric?
///
/// In: a golden task and what was observed. Out: a [dev.holdfast.schema.run.Score]. Start at
/// [dev.holdfast.harness.score.Scorer]. Scorers are pure: the same observation has the same score today and in a
/// year, which is why baselines can be scored anew.
@NullMarked
package dev.holdfast.harness.score;

import org.jspecify.annotations.NullMarked;
