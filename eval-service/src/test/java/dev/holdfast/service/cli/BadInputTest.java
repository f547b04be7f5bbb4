package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong is said, the exit code is 2, and nothing is left half-written.
final class BadInputTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    private RecordedPact recorded;

    @BeforeEach
    void write() throws IOException {
        recorded = RecordedPact.in(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pact: yes-sayer        | pact: yes-sayer%nownr: me          | :3:1: unknown key "ownr"; did you mean "owner"?
            pact: yes-sayer        | pact: [yes]                        | :2:7: expected text, got a list
            pact: yes-sayer        | pact: yes-sayer%npact: again       | :3:1: duplicate key "pact"
            max_drop: 5pt          | max_drop: 5                        | 5pt (percentage points) or 5%
            metric: ok, max_drop   | metric: okay, max_drop             | there is no metric "okay"; did you mean "ok"?
            equals: {literal: 'yes'} | regex: '(?<=a)b'                 | not a pattern of RE2
            """)
    void isRefusedWithItsPlace(String right, String wrong, String message) throws IOException {
        var pact = Path.of(recorded.pact());
        Files.writeString(pact, Files.readString(pact).replace(right, wrong.formatted()));

        assertRefused(message, "lint", recorded.pact());
        assertRefused(message, "certify", recorded.pact(), "--from", recorded.run("a", 190));
    }

    @Test
    void isRefusedWhenTheGoldenSetIsEmpty() throws IOException {
        Files.writeString(folder.resolve("golden.jsonl"), "");

        assertRefused("holds no golden task", "lint", recorded.pact());
    }

    @Test
    void isRefusedWhenAGoldenIdStandsTwice() throws IOException {
        Files.writeString(folder.resolve("golden.jsonl"), "{\"id\":\"a\",\"input\":\"q\"}\n".repeat(2));

        assertRefused("golden id \"a\" stands here a second time", "lint", recorded.pact());
    }

    @Test
    void isRefusedWhenLine700Of1000IsBroken() throws IOException {
        var lines = RecordedPact.lines(
                1000, i -> i == 699 ? "{\"run\":" : "{\"run\":\"a\",\"task\":\"t%d\",\"output\":\"yes\"}".formatted(i));
        var file = Files.writeString(folder.resolve("broken.jsonl"), lines).toString();

        assertRefused("broken.jsonl:700:", "certify", recorded.pact(), "--from", file);
    }

    @Test
    void isRefusedWhenItIsABombOfAliases() throws IOException {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
        }
        Files.writeString(Path.of(recorded.pact()), bomb);

        assertRefused("aliases", "lint", recorded.pact());
    }

    @Test
    void isRefusedWhenAScalarHasTenMegabytes() throws IOException {
        Files.writeString(Path.of(recorded.pact()), "about: " + "x".repeat(10_000_000));

        assertRefused("too large to be read as YAML", "lint", recorded.pact());
    }

    @Test
    void isRefusedWhenTheFileIsNotThere() {
        assertRefused(
                "there is no such file", "lint", folder.resolve("nowhere.yaml").toString());
    }

    @Test
    void isRefusedWhenAnEvaluationIsOfAnotherVersion() throws IOException {
        var old = Files.writeString(folder.resolve("evaluation.json"), "{\"id\": \"e1\", \"pact\": \"yes-sayer\"}");

        assertRefused("is no evaluation, or one of another version", "report", old.toString(), "--out", "out");
    }

    @Test
    void isRefusedWhenTheCommandIsMisspelt() {
        assertRefused("Did you mean", "lnt", recorded.pact());
    }

    private void assertRefused(String message, String... arguments) {
        var before = files();
        var refused = Cli.run(home, arguments);

        assertThat(refused.err()).contains(message).doesNotContain("Exception");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(files().filter(file -> !file.toString().endsWith("a.jsonl")).toList())
                .isSubsetOf(before.toList());
    }

    private Stream<Path> files() {
        try (var files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
