package dev.holdfast.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/// What went wrong with a request: `application/problem+json` of RFC 9457.
///
/// @param code   a short name of what went wrong, for programs
/// @param requestId as the log has it
/// @param errors every problem of a document that was sent, where it was one
public record Problem(
        String type,
        String title,
        int status,
        Optional<String> detail,
        String instance,
        String code,
        Optional<String> requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Flaw> errors) {
    /// The media type.
    public static final String MEDIA_TYPE = "application/problem+json";

    /// Every problem of a document.
    static List<Flaw> flaws(List<dev.holdfast.schema.json.Problem> problems) {
        return problems.stream()
                .map(p -> new Flaw(p.source(), p.line(), p.column(), p.message()))
                .toList();
    }

    /// One problem of a document.
    ///
    /// @param source which document
    /// @param line   from 1; 0 where it is the document as a whole
    public record Flaw(String source, int line, int column, String detail) {}
}
