package dev.holdfast.service.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What an archive of evidence holds: an in-toto statement about its files.
public record Manifest(
        @JsonProperty("_type") String type, List<Subject> subject, String predicateType, Predicate predicate) {
    /// The file that it lies in, sealed.
    public static final String FILE = "manifest.dsse.json";

    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String EVIDENCE = "https://holdfast.dev/evidence/v1";

    /// A file of the archive, with its SHA-256.
    public record Subject(String name, Map<String, String> digest) {}

    /// What the files tell of.
    ///
    /// @param from     the first moment of the period
    /// @param to       the moment after its last
    /// @param holdfast the version that wrote them
    public record Predicate(UUID organisation, Instant from, Instant to, Instant at, String holdfast) {}

    public Manifest {
        subject = List.copyOf(subject);
    }

    static Manifest of(List<Subject> files, Predicate predicate) {
        return new Manifest(TYPE, files, EVIDENCE, predicate);
    }

    boolean isEvidence() {
        return type.equals(TYPE) && predicateType.equals(EVIDENCE);
    }
}
