package dev.holdfast.alerting.action;

import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.actuator.Rehearsal;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that an action is decided on.
///
/// @param evaluation   the newest run
/// @param recent       what the last runs said of this promise, the newest first
/// @param health       of control and judges in the newest run
/// @param destination  where the agent would be taken to; absent where nothing was certified
/// @param trusted      whether the signature of its certificate was verified just now, for the same pact
/// @param quarantined  whether the destination itself was taken back before
/// @param rehearsal    what would be set, and why the destination would not answer, if it would not
/// @param pinned       now
/// @param earlier      actions of this agent, the newest first
/// @param frozen       whether nothing may be changed now
/// @param breaker      of the organisation
/// @param lease        epoch of whoever would act
/// @param verifiable   whether the suite can be run afterwards
public record Situation(
        Incident incident,
        Evaluation evaluation,
        Response response,
        List<Verdict> recent,
        Health health,
        Optional<Destination> destination,
        boolean trusted,
        boolean quarantined,
        Rehearsal rehearsal,
        Reading pinned,
        List<Action> earlier,
        boolean frozen,
        Breaker breaker,
        long lease,
        boolean verifiable,
        Instant now) {
    public Situation {
        recent = List.copyOf(recent);
        earlier = List.copyOf(earlier);
    }

    /// Of what measures.
    public enum Health {
        HEALTHY,
        UNHEALTHY,
        /// There is no control, or nobody asked it.
        UNKNOWN
    }
}
