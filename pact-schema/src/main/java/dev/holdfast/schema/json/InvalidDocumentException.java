package dev.holdfast.schema.json;

import java.util.List;
import java.util.stream.Collectors;

/// A document that cannot be used, with every problem found in it.
public final class InvalidDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidDocumentException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidDocumentException(Problem problem) {
        this(List.of(problem));
    }

    /// All of them, in the order of the document.
    public List<Problem> problems() {
        return problems;
    }
}
