package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/// Whatever form an answer takes, it is the same answer.
final class VerdictsAgreeTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path home;

    private RecordedPact recorded;

    @BeforeEach
    void certify() throws IOException {
        recorded = RecordedPact.in(folder);
        assertThat(Cli.run(home, "certify", recorded.pact(), "--from", recorded.run("a", 190))
                        .code())
                .isZero();
    }

    /// Right answers of 200, or -1 where every replay failed.
    @ParameterizedTest
    @CsvSource({"200, PASS, 0", "190, PASS, 0", "184, INCONCLUSIVE, 3", "150, FAIL, 1", "0, FAIL, 1", "-1, ERROR, 4"})
    void inTextJsonFilesAndExitCode(int right, Verdict verdict, int code) throws Exception {
        var run = right < 0 ? recorded.failed("b") : recorded.run("b", right);
        var files = folder.resolve("report");

        var text = Cli.run(home, "gate", recorded.pact(), "--from", run, "--report", files.toString());
        var json = Cli.run(home, "gate", recorded.pact(), "--from", run, "--format", "json");
        var github = Cli.run(home, "gate", recorded.pact(), "--from", run, "--format", "github");

        assertThat(text.code()).as(text.err()).isEqualTo(code);
        assertThat(json.code()).isEqualTo(code);
        assertThat(github.code()).isEqualTo(code);
        assertThat(text.out().toUpperCase(Locale.ROOT)).contains(verdict.name());
        assertThat(Json.read("out", json.out(), Evaluation.class).verdict()).isEqualTo(verdict);
        assertThat(Json.read("file", Files.readString(files.resolve("evaluation.json")), Evaluation.class)
                        .verdict())
                .isEqualTo(verdict);
        agree(suite(files), verdict);
        assertThat(github.out().contains("::error")).isEqualTo(verdict != Verdict.PASS);
    }

    @Test
    void ofNothingIsNeverAPass() throws IOException {
        var empty = Files.writeString(
                folder.resolve("other.jsonl"), "{\"run\":\"b\",\"task\":\"foreign\",\"output\":\"yes\"}\n");

        var gate = Cli.run(home, "gate", recorded.pact(), "--from", empty.toString());

        assertThat(gate.code()).isEqualTo(5);
    }

    private static void agree(Element suites, Verdict verdict) {
        var failures = suites.getElementsByTagName("failure").getLength();
        var errors = suites.getElementsByTagName("error").getLength();
        assertThat(suites.getAttribute("failures")).isEqualTo(String.valueOf(failures));
        assertThat(suites.getAttribute("errors")).isEqualTo(String.valueOf(errors));
        switch (verdict) {
            case PASS -> assertThat(failures + errors).isZero();
            case FAIL -> assertThat(failures).isPositive();
            case INCONCLUSIVE ->
                assertThat(failures)
                        .as("what is skipped is shown green, so it fails")
                        .isPositive();
            case ERROR -> {
                assertThat(failures).isZero();
                assertThat(errors).isPositive();
            }
        }
    }

    private static Element suite(Path files) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(files.resolve("junit.xml").toFile())
                .getDocumentElement();
    }
}
