/// What did runs cost, and which way of hosting costs less?
///
/// In: recorded [dev.holdfast.schema.run.Run]s and a price table; or a [dev.holdfast.schema.cost.Hosting]. Out: a
/// [dev.holdfast.baselines.cost.Ledger]; or a [dev.holdfast.baselines.cost.BreakEven]. Money is decimal here. A cost
/// that nobody knows is unknown, never 0.
@NullMarked
package dev.holdfast.baselines.cost;

import org.jspecify.annotations.NullMarked;
