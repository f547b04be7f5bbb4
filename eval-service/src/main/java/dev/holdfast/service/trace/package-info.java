/// What was done for a run, in which order and how long did it take, for who follows requests through many systems?
///
/// In: due runs, their replays and what was concluded. Out: spans in the names of OpenTelemetry's conventions for
/// generative AI, sent where [TraceSettings] says, and nowhere where it says nothing. Start at [Traces]. What was asked
/// and answered is never in a span.
@NullMarked
package dev.holdfast.service.trace;

import org.jspecify.annotations.NullMarked;
