/// Are two samples of scores different, by how much, and how sure are we?
///
/// In: plain numbers, grouped by task. Out: p-values, intervals, effect sizes. Start at
/// [dev.holdfast.baselines.stat.StratifiedExactTest].
/// Everything random takes a seed; nothing here reads a clock, a file or the network, or knows what a pact is.
@NullMarked
package dev.holdfast.baselines.stat;

import org.jspecify.annotations.NullMarked;
