package dev.holdfast.service.cli;

import dev.holdfast.reports.GitHubReport;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import java.util.List;

/// What a command prints that has nothing to evaluate, so that a reader of its JSON is never left with nothing.
///
/// @param reasons why, as a refused certification has them; no evaluation has this key
record Unevaluated(String pact, List<String> reasons) {
    /// For people it has been said already.
    void print(Host host, OutputFormat format) {
        switch (format) {
            case JSON -> host.terminal().print(Json.pretty(this));
            case GITHUB ->
                reasons.forEach(reason -> host.terminal().line(GitHubReport.problem(Problem.of(pact, reason))));
            case TEXT -> {}
        }
    }
}
