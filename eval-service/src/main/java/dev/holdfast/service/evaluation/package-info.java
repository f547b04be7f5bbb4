/// How do pacts, runs and baselines that were sent become evaluations and answers?
///
/// In: what a [dev.holdfast.service.security.Principal] sends. Out: rows of `store`, made by the same calls into the
/// core as
/// on the command line. Start at [Judgement]. Reading and writing are short transactions; what takes long is done
/// between
/// them. Nothing here knows HTTP.
@NullMarked
package dev.holdfast.service.evaluation;

import org.jspecify.annotations.NullMarked;
