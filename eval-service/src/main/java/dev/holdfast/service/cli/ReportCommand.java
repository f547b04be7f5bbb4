package dev.holdfast.service.cli;

import dev.holdfast.reports.ReportFolder;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Renders an evaluation again.
@Command(
        name = "report",
        description = "Makes HTML, Markdown, JUnit XML and JSON of a stored evaluation.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "FILE", description = "An evaluation.json.")
    private Path file;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the reports go.")
    private Path out;

    ReportCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        host.terminal()
                .line("report: "
                        + ReportFolder.write(evaluation(), out)
                                .html()
                                .toAbsolutePath()
                                .toUri());
        return ExitCode.PASS.code();
    }

    private Evaluation evaluation() throws IOException {
        var text = text();
        try {
            return Json.read(file.toString(), text, Evaluation.class);
        } catch (InvalidDocumentException e) {
            throw new InvalidDocumentException(Problem.of(
                    file.toString(),
                    "is no evaluation, or one of another version; `holdfast gate` makes a new one ("
                            + e.problems().getFirst().message() + ")"));
        }
    }

    private String text() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new InvalidDocumentException(Problem.of(file.toString(), "there is no such file"));
        }
    }
}
