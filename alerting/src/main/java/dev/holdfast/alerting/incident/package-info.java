/// Which trouble is it, is it new, is it over, and whose is it?
///
/// In: what one run says ([dev.holdfast.alerting.incident.Occasion]) and the incidents that are open. Out: changed
/// incidents, each with the event that goes into the agent's history. Start at
/// [dev.holdfast.alerting.incident.IncidentPolicy]. Nobody is told anything here, and nothing is done about it.
@NullMarked
package dev.holdfast.alerting.incident;

import org.jspecify.annotations.NullMarked;
