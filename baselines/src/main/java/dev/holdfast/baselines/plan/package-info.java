/// What would this pact have said of the past, and what can it find in the future?
///
/// In: a pact, a baseline, and recorded runs in order of time. Out: a [dev.holdfast.baselines.plan.History] with a
/// verdict and the watch's evidence for every run, or a [dev.holdfast.baselines.plan.Forecast] of delays, costs and
/// better sizes. Start at [dev.holdfast.baselines.plan.Backtest] and [dev.holdfast.baselines.plan.Forecaster].
/// Nothing is replayed or told to anybody here; the tests are those of `compare` and `watch`.
@NullMarked
package dev.holdfast.baselines.plan;

import org.jspecify.annotations.NullMarked;
