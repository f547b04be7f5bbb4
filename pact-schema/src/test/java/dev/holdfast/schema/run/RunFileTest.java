package dev.holdfast.schema.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.json.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunFileTest {
    @Test
    void keepsTheRunsOfAFileApartInTheOrderOfTheirFirstLines() {
        var recording = RunFile.parse("r.jsonl", """
                {"run":"b","task":"1","output":"x"}
                {"run":"a","task":"1","output":"y"}

                {"run":"b","task":"2","output":"z"}
                """);

        assertThat(recording.runs()).extracting(Run::id).containsExactly("b", "a");
        assertThat(recording.runs().getFirst().observations()).hasSize(2);
    }

    @Test
    void tellsEveryBadLineWithItsNumberAndReadsNothing() {
        var text = """
                {"run":"a","task":"1","output":"x"}
                {"run":"a","tsk":"2","output":"x"}
                nonsense
                {"run":"a","task":"3"}
                {"run":"a","task":"1","output":"again"}
                """;

        assertThatThrownBy(() -> RunFile.parse("r.jsonl", text))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("r.jsonl:2: \"task\" is missing; is \"tsk\" meant to be it?")
                .hasMessageContaining("r.jsonl:3")
                .hasMessageContaining("r.jsonl:4: holds neither")
                .hasMessageContaining("r.jsonl:5: task \"1\" repeat 0 is recorded twice");
    }

    @Test
    void saysWhichKeysItDidNotRead() {
        var recording = RunFile.parse("r.jsonl", "{\"run\":\"a\",\"task\":\"1\",\"output\":\"x\",\"latencyms\":3}");

        assertThat(recording.notes())
                .singleElement()
                .asString()
                .contains("latencyms")
                .contains("latency_ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"latency_ms\":-1      | \"latency_ms\" must be a number from 0",
                "\"latency_ms\":1e400   | \"latency_ms\" must be a number from 0",
                "\"cost_usd\":\"free\"  | \"cost_usd\" must be a number from 0",
                "\"at\":\"yesterday\"   | \"at\" must be a time",
                "\"model\":4            | \"model\" must be text",
                "\"scores\":{\"s\":\"NaN\"} | score \"s\" must be a finite number",
                "\"scores\":{\"s\":1e999}   | score \"s\" must be a finite number",
            })
    void refusesAValueThatCannotBe(String part, String problem) {
        var line = "{\"run\":\"a\",\"task\":\"1\",\"output\":\"x\"," + part + "}";

        assertThatThrownBy(() -> RunFile.parse("r.jsonl", line)).hasMessageContaining(problem);
    }

    @Test
    void takesAFailureForAFailureWhateverElseTheLineHolds() {
        var line = "{\"run\":\"a\",\"task\":\"1\",\"output\":\"half an ans\","
                + "\"error\":{\"kind\":\"timeout\",\"message\":\"no answer in 60 s\"}}";

        var observation =
                RunFile.parse("r.jsonl", line).runs().getFirst().observations().getFirst();

        assertThat(observation.outcome()).isEqualTo(new Outcome.Failed(Outcome.Kind.TIMEOUT, "no answer in 60 s"));
    }

    @Test
    void writesWhatItReads() {
        var line = "{\"run\":\"a\",\"at\":\"2026-06-27T08:00:00.123Z\",\"model\":\"m\",\"fingerprint\":\"f\","
                + "\"task\":\"1\",\"repeat\":2,\"output\":\"ü\\n\",\"finish\":\"stop\",\"latency_ms\":453.25,"
                + "\"input_tokens\":31,\"output_tokens\":3,\"cost_usd\":9.6E-4,\"attempts\":2,\"scores\":{\"s\":0.5}}";

        var observation =
                RunFile.parse("r.jsonl", line).runs().getFirst().observations().getFirst();

        assertThat(RunFile.line("a", observation)).isEqualTo(line);
    }

    @Test
    void refusesAFileThatIsNoText(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("r.jsonl"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> RunFile.read(file)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> RunFile.read(folder.resolve("none"))).hasMessageContaining("no such file");
    }
}
