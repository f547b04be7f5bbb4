/// How is what happens added to the log, and read from it, so that neither happens without the other?
///
/// In: a [dev.holdfast.service.audit.log.Deed] and who did it, inside the transaction of the change itself. Out:
/// events,
/// checkpoints, bundles. Start at [dev.holdfast.service.audit.log.AuditLog]. An event that cannot be written ends the
/// transaction, so the change does not happen. What an event means does not belong here.
@NullMarked
package dev.holdfast.service.audit.log;

import org.jspecify.annotations.NullMarked;
