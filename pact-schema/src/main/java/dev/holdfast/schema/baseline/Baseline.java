package dev.holdfast.schema.baseline;

import dev.holdfast.schema.run.Run;
import java.util.List;

/// A certificate together with the runs it is about, and the key that signed them.
///
/// @param control the control's runs, which are never compared with the agent's
public record Baseline(Certificate certificate, List<Run> runs, String keyId, List<Run> control) {
    public Baseline {
        runs = List.copyOf(runs);
        control = List.copyOf(control);
    }

    /// Of a pact without a control.
    public Baseline(Certificate certificate, List<Run> runs, String keyId) {
        this(certificate, runs, keyId, List.of());
    }
}
