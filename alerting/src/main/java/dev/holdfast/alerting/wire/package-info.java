/// How is a system outside spoken to, and how does it know that it was us?
///
/// In: a request. Out: a reply, or why there was none; never an exception. [dev.holdfast.alerting.wire.Line] is the one
/// way out of this module, so that whoever wires it can put a guard or a proxy there. Signatures follow Standard
/// Webhooks.
@NullMarked
package dev.holdfast.alerting.wire;

import org.jspecify.annotations.NullMarked;
