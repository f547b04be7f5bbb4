package dev.holdfast.service.cli;

import dev.holdfast.reports.GitHubReport;
import dev.holdfast.reports.MarkdownReport;
import dev.holdfast.reports.TextReport;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Prints an evaluation in the format that was asked for.
record EvaluationPrinter(Host host, OutputFormat format) {
    void print(Evaluation evaluation, Optional<Path> page) throws IOException {
        switch (format) {
            case JSON -> host.terminal().print(Json.pretty(evaluation));
            case TEXT -> text(evaluation, page);
            case GITHUB -> {
                host.terminal().print(GitHubReport.of(evaluation));
                summarise(evaluation);
            }
        }
    }

    private void text(Evaluation evaluation, Optional<Path> page) {
        host.terminal().print(TextReport.of(evaluation, host.terminal().screen()));
        page.ifPresent(
                path -> host.terminal().line("report: " + path.toAbsolutePath().toUri()));
    }

    /// The job's page on GitHub shows what is appended to this file.
    private void summarise(Evaluation evaluation) throws IOException {
        var summary = host.environment().get("GITHUB_STEP_SUMMARY");
        if (summary != null) {
            Files.writeString(
                    Path.of(summary),
                    MarkdownReport.of(evaluation),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
