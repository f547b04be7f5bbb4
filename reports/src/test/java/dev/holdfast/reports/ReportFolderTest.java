package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReportFolderTest {
    @Test
    void holdsOneFileAFormatAndNothingElse(@TempDir Path folder) throws Exception {
        var written = ReportFolder.write(Examples.failed(), folder.resolve("a/b"));

        try (var files = Files.list(folder.resolve("a/b"))) {
            assertThat(files).containsExactlyInAnyOrderElementsOf(written.files());
        }
        assertThat(written.html()).hasContent(HtmlReport.of(Examples.failed()));
        assertThat(written.markdown()).hasContent(MarkdownReport.of(Examples.failed()));
        assertThat(written.junit()).hasContent(JUnitXmlReport.of(Examples.failed()));
    }

    @Test
    void replacesWhatWasThere(@TempDir Path folder) throws Exception {
        ReportFolder.write(Examples.failed(), folder);

        var written = ReportFolder.write(Examples.passed(), folder);

        assertThat(written.html()).hasContent(HtmlReport.of(Examples.passed()));
    }

    @ParameterizedTest
    @MethodSource("dev.holdfast.reports.JUnitXmlReportTest#examples")
    void keepsTheEvaluationAsItIs(Evaluation evaluation, @TempDir Path folder) throws Exception {
        var json = Files.readString(ReportFolder.write(evaluation, folder).json());

        assertThat(Json.read("evaluation.json", json, Evaluation.class)).isEqualTo(evaluation);
    }

    @Test
    void writesTheJsonThatOthersRead() throws Exception {
        Golden.assertSame("failed.json", Json.pretty(Examples.failed()));
    }

    @Test
    void writesEvenHalfASurrogatePair(@TempDir Path folder) throws Exception {
        var written = ReportFolder.write(Payloads.everywhere("\ud800"), folder);

        assertThat(written.files()).allMatch(Files::exists);
    }
}
