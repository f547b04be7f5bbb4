/// How far is this run from its baseline, and which promises does that break?
///
/// In: a pact, a baseline and a candidate's run. Out: one [dev.holdfast.schema.evaluation.Evaluation]. Start at
/// [dev.holdfast.baselines.compare.Evaluator]. Both sides are scored anew with today's scorers, so that a changed
/// scorer cannot look like a changed agent. The numbers come from `stat`; no signature is checked here.
@NullMarked
package dev.holdfast.baselines.compare;

import org.jspecify.annotations.NullMarked;
