/// May a candidate go out?
///
/// In: an evaluation, or what kept one from being made. Out: a [Decision] with its exit code, and the [GateAnswer] that
/// a
/// service gives. Start at [Decision]; the command line and the service both decide here, so that they cannot differ.
/// How
/// the evidence was weighed does not belong here.
@NullMarked
package dev.holdfast.service.gate;

import org.jspecify.annotations.NullMarked;
