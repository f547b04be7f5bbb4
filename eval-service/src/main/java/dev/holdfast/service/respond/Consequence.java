package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.incident.Incident;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// What is to be done about an incident that a run has opened or shown again.
@FunctionalInterface
interface Consequence {
    Consequence NONE = (_, _) -> Optional.empty();

    /// The action that was written down, in the transaction in which the incident is.
    Optional<Action> of(Connection connection, Incident incident) throws SQLException;
}
