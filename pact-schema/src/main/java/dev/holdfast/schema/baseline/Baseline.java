package dev.holdfast.schema.baseline;

import dev.holdfast.schema.run.Run;
import java.util.List;

/// A certificate together with the runs it is about, and the key that signed them.
public record Baseline(Certificate certificate, List<Run> runs, String keyId) {
    public Baseline {
        runs = List.copyOf(runs);
    }
}
