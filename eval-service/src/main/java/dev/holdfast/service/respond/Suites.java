package dev.holdfast.service.respond;

import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.pact.Response;
import dev.holdfast.service.database.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The suites behind agents, as far as the service keeps them. Whoever runs suites provides it.
public interface Suites {
    /// What is known of the agent; empty where no pact of that name is kept, or where several are.
    Optional<Suite> of(Tenant tenant, Subject subject);

    /// What the agent of a pact is called when it is run by the clock.
    Subject subject(Tenant tenant, UUID pact);

    /// Whether a control that is what it was when it was certified was asked beside the evaluated run.
    boolean isControlled(Tenant tenant, Suite suite, Evaluation evaluation);

    /// Has the suite run once more. Asked again for the same time, it does nothing.
    void runAgain(Tenant tenant, UUID pact, Instant at);

    /// Puts runs forward as a baseline of the behaviour that an incident showed.
    ///
    /// @param runs by their names
    PutForward putForward(Acting author, Suite suite, String incident, List<String> runs);

    /// What came of it.
    sealed interface PutForward {
        /// Somebody else certifies or rejects it.
        record Proposed(UUID baseline) implements PutForward {}

        /// They cannot be a baseline.
        record Refused(List<String> reasons) implements PutForward {
            public Refused {
                reasons = List.copyOf(reasons);
            }
        }
    }

    /// One suite.
    ///
    /// @param response what the pact asks for when the agent drifts
    /// @param runnable whether the service can run it by itself
    /// @param provider behind the agent, as far as the pact tells
    /// @param judges   that score it
    /// @param control  that is asked beside it
    record Suite(
            UUID pact,
            Response response,
            boolean runnable,
            String provider,
            Set<String> judges,
            Optional<String> control,
            Optional<Certified> certified) {
        public Suite {
            judges = Set.copyOf(judges);
        }
    }

    /// The certificate in force.
    ///
    /// @param trusted whether its signature was verified just now, and it is of this pact
    record Certified(Certificate certificate, boolean trusted, Instant since) {}
}
