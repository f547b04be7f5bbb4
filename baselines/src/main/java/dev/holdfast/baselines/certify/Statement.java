package dev.holdfast.baselines.certify;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.json.Digest;
import java.util.List;
import java.util.Map;

/// The in-toto Statement, version 1, that a baseline is: a predicate about runs, which are its subject.
record Statement(@JsonProperty("_type") String type, List<Subject> subject, String predicateType, Predicate predicate) {
    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String BASELINE = "https://holdfast.dev/baseline/v1";
    private static final String RUNS = "runs.jsonl";

    /// What the statement is about.
    record Subject(String name, Map<String, String> digest) {}

    /// What is stated: the certificate, and the runs themselves as JSON Lines.
    record Predicate(Certificate certificate, String runs) {}

    static Statement of(Certificate certificate, String runs) {
        var subject = new Subject(RUNS, Map.of("sha256", Digest.of(runs).hex()));
        return new Statement(TYPE, List.of(subject), BASELINE, new Predicate(certificate, runs));
    }

    /// Why this is no baseline to rely on; empty when it is.
    String flaw() {
        if (!type.equals(TYPE) || !predicateType.equals(BASELINE)) {
            return "is signed, but is no Holdfast baseline: " + predicateType;
        }
        var digest = Digest.of(predicate.runs()).hex();
        var fits =
                subject.size() == 1 && digest.equals(subject.getFirst().digest().get("sha256"));
        return fits ? "" : "holds other runs than its statement is about";
    }
}
