package dev.holdfast.service.console.page;

import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Remarks;
import java.util.List;

/// What is wrong with a pact that somebody is writing.
///
/// @param verdict in a sentence
/// @param flaws   each with its place
public record Lint(boolean valid, String verdict, List<Flaw> flaws) {
    /// One of them.
    public record Flaw(String place, String words) {}

    public static Lint of(PactFile file) {
        var remarks = Remarks.on(file);
        return new Lint(
                true,
                "Valid: " + Figures.plural(file.pact().promises().size(), "promise") + ", "
                        + Figures.plural(file.suite().tasks().size(), "golden task") + "."
                        + (remarks.isEmpty() ? "" : " Remarks:"),
                flaws(remarks));
    }

    public static Lint of(InvalidDocumentException invalid) {
        return new Lint(false, Figures.plural(invalid.problems().size(), "problem") + ":", flaws(invalid.problems()));
    }

    private static List<Flaw> flaws(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Flaw(
                        IncidentsPage.line(problem.source())
                                + (problem.line() == 0 ? "" : ":" + problem.line() + ":" + problem.column()),
                        IncidentsPage.line(problem.message())))
                .toList();
    }
}
