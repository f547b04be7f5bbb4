package dev.holdfast.reports;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/// The files of one evaluation in one folder.
public record ReportFolder(Path html, Path markdown, Path junit, Path json) {

    /// Writes them all, each at once: a reader sees the old file or the new one, never half of one.
    ///
    /// @param folder is made if it is not there
    public static ReportFolder write(Evaluation evaluation, Path folder) throws IOException {
        Files.createDirectories(folder);
        return new ReportFolder(
                replace(folder.resolve("report.html"), HtmlReport.of(evaluation)),
                replace(folder.resolve("report.md"), MarkdownReport.of(evaluation)),
                replace(folder.resolve("junit.xml"), JUnitXmlReport.of(evaluation)),
                replace(folder.resolve("evaluation.json"), Json.pretty(evaluation)));
    }

    /// All of them, the one for people first.
    public List<Path> files() {
        return List.of(html, markdown, junit, json);
    }

    private static Path replace(Path file, String content) throws IOException {
        var part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            // bytes, because an agent may have written half a surrogate pair, which a strict encoder refuses
            Files.write(part, content.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
