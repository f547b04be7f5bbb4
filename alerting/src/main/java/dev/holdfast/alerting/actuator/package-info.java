/// How is the behaviour of an agent set back in the system that holds it?
///
/// In: an order, with what is expected to be there now. Out: whether it is set, never an exception. One class a system,
/// one contract: start at [dev.holdfast.alerting.actuator.Actuator]. Whether anything may be done is decided in
/// `action`.
@NullMarked
package dev.holdfast.alerting.actuator;

import org.jspecify.annotations.NullMarked;
