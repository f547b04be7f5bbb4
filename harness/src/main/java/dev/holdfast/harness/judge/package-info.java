/// How are models asked what an answer is worth, without the answer talking them into it?
///
/// In: [dev.holdfast.harness.score.Ballot]s that no vote is recorded of. Out: [dev.holdfast.schema.run.Vote]s, to
/// be kept. Start at [dev.holdfast.harness.judge.Bench]; what a judge reads is
/// [dev.holdfast.harness.judge.Question]. What votes are worth is `score`'s business: nothing here makes a score.
@NullMarked
package dev.holdfast.harness.judge;

import org.jspecify.annotations.NullMarked;
