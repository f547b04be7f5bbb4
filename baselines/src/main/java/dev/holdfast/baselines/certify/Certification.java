package dev.holdfast.baselines.certify;

import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.run.Run;
import java.util.List;

/// What came of trying to certify.
public sealed interface Certification {
    /// These runs may be compared with.
    ///
    /// @param control the control's runs of the same occasions
    record Certified(Certificate certificate, List<Run> runs, List<Run> control) implements Certification {
        public Certified {
            runs = List.copyOf(runs);
            control = List.copyOf(control);
        }
    }

    /// These runs may not, and why.
    record Refused(List<String> reasons) implements Certification {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
