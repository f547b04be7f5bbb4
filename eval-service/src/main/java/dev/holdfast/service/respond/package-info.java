/// What follows from a run in the service: which incidents change, who is told, what is done?
///
/// In: occasions, and decisions of people. Out: rows, and messages on their way. Start at [Respond]. What is decided in
/// `alerting` is written here in one transaction with everything that has to be sent; [Dispatcher] sends it afterwards,
/// at least once and always the same bytes. Nothing is decided here.
@NullMarked
package dev.holdfast.service.respond;

import org.jspecify.annotations.NullMarked;
