/// What does it take to have tasks done: tokens at a price, or machines, power and people?
///
/// In: a hosting file (YAML). Out: a [dev.holdfast.schema.cost.Hosting]. Start at
/// [dev.holdfast.schema.cost.HostingReader]. Nothing is reckoned here.
@NullMarked
package dev.holdfast.schema.cost;

import org.jspecify.annotations.NullMarked;
