package dev.holdfast.service.console.page;

import dev.holdfast.reports.page.WordDiff;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.service.evaluation.PactDifference;
import java.util.ArrayList;
import java.util.List;

/// What a version of a pact changed.
///
/// @param meaning what is different in what it says
/// @param source  of the pact before and after
public record DifferencePage(String pact, String name, String from, String to, List<Changed> meaning, WordDiff source) {
    /// Things of one kind.
    public record Changed(String kind, String how, List<String> names) {}

    /// The versions' sources.
    public record Sources(String before, String after) {}

    public static DifferencePage of(String pact, String name, int number, PactDifference difference, Sources sources) {
        var meaning = new ArrayList<Changed>();
        add(meaning, "Promises", difference.promises());
        add(meaning, "Metrics", difference.metrics());
        add(meaning, "Golden tasks", difference.tasks());
        add(meaning, "Files", difference.files());
        return new DifferencePage(
                pact,
                IncidentsPage.line(name),
                "version " + (number - 1),
                "version " + number,
                meaning,
                WordDiff.of(Visible.text(sources.before()), Visible.text(sources.after())));
    }

    private static void add(List<Changed> meaning, String kind, PactDifference.Names names) {
        add(meaning, kind, "added", names.added());
        add(meaning, kind, "removed", names.removed());
        add(meaning, kind, "changed", names.changed());
    }

    private static void add(List<Changed> meaning, String kind, String how, List<String> names) {
        if (!names.isEmpty()) {
            meaning.add(new Changed(
                    kind, how, names.stream().limit(50).map(IncidentsPage::line).toList()));
        }
    }
}
