/// Which answers does a person look at, what do people say of them, and what does that say of the judges?
///
/// In: runs as they are kept, with what judges said. Out: a queue, labels, and how far the jury of a metric agrees with
/// people. Start at [Reviews]. Nothing here changes a score: a label reaches the judges when somebody takes it into the
/// calibration of a pact.
@NullMarked
package dev.holdfast.service.review;

import org.jspecify.annotations.NullMarked;
