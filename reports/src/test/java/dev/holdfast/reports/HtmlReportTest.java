package dev.holdfast.reports;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
    @Test
    void look() throws Exception {
        Files.writeString(Path.of("target/failed.html"), HtmlReport.of(Examples.failed()));
        Files.writeString(Path.of("target/passed.html"), HtmlReport.of(Examples.passed()));
        Files.writeString(Path.of("target/inconclusive.html"), HtmlReport.of(Examples.inconclusive()));
        Files.writeString(Path.of("target/unmeasured.html"), HtmlReport.of(Examples.unmeasured()));
        for (var e : java.util.List.of(
                Examples.failed(),
                Examples.passed(),
                Examples.inconclusive(),
                Examples.unmeasured(),
                Examples.empty())) {}
    }
}
