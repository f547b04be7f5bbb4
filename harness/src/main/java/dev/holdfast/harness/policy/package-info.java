/// How do several answers of an agent become one, and when does a person decide instead?
///
/// In: a pact's [dev.holdfast.schema.pact.AnswerPolicy] and the [dev.holdfast.schema.run.Draft]s of a replay. Out: how
/// many more to ask for, and which one counts. Start at [dev.holdfast.harness.policy.DeclaredPolicy]. Asking, pacing
/// and
/// recording are `replay`'s; what an answer is worth is `score`'s.
@NullMarked
package dev.holdfast.harness.policy;

import org.jspecify.annotations.NullMarked;
