package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.Destination;
import dev.holdfast.alerting.action.Preconditions;
import dev.holdfast.alerting.actuator.Rehearsal;
import dev.holdfast.schema.pact.Response;
import java.util.List;
import java.util.Optional;

/// What would come of an action, before anybody asks for it.
///
/// @param expected  model that is pinned now; absent where it cannot be read
/// @param rehearsal what would be set, and what would stay as it is
public record Prospect(
        Action.Kind kind,
        Response.Approval mode,
        Optional<String> expected,
        Optional<Destination> destination,
        List<Preconditions.Check> checks,
        Rehearsal rehearsal) {
    public Prospect {
        checks = List.copyOf(checks);
    }
}
