package dev.holdfast.schema.pact;

import java.util.List;

/// What happens when the agent has drifted.
///
/// @param recipients who is told: the pact's `notify`
public record Response(List<String> recipients, Act act, Approval mode) {
    public static final Response NOTHING = new Response(List.of(), new Act.Nothing(), Approval.OBSERVE);

    public Response {
        recipients = List.copyOf(recipients);
    }

    /// The way back.
    public sealed interface Act {
        /// To the certified pin.
        record Rollback() implements Act {}

        /// To this model.
        record Pin(String model) implements Act {}

        /// Run a hook, and verify after it.
        record Remediate(String hook) implements Act {}

        /// Tell, but touch nothing.
        record Nothing() implements Act {}
    }

    /// Who decides.
    public enum Approval {
        /// Nobody: what would be done is only reported.
        OBSERVE,
        /// A person.
        APPROVE,
        /// The service.
        AUTO
    }
}
