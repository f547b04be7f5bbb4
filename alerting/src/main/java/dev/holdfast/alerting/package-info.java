/// Who is told of a drift, and what is done about it?
///
/// In: evaluations. Out: incidents, notifications, actions. Nothing lives here yet: until then a pact's `on_drift`
/// is read and checked, and the verdict's exit code is what a pipeline acts on.
@NullMarked
package dev.holdfast.alerting;

import org.jspecify.annotations.NullMarked;
