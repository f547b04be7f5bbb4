package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Data at the edge, through files, certificate and gate: a clear answer or a clear refusal, never a silent pass.
final class EdgeCasesTest {
    private static final String GRADED = "{metric: graded, max_drop: 5pt}";
    private static final String LATENCY = "{metric: latency, max_rise: 20%}";
    private static final int PASS = 0;
    private static final int FAIL = 1;
    private static final int INVALID = 2;
    private static final int INCONCLUSIVE = 3;
    private static final int ERROR = 4;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"max_rise: 20%", "p95, max_rise: 20%", "at_most: 1s"})
    void constantSecondsThatStayAreKept(String bound) throws IOException {
        var gate = gate(200, "{metric: latency, " + bound + "}", _ -> latency("100"), _ -> latency("100"));

        assertThat(gate.code()).isEqualTo(PASS);
        assertThat(gate.out()).contains("100 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_rise: 20%", "p95, max_rise: 20%", "at_most: 0.15s"})
    void constantSecondsThatDoubleAreBroken(String bound) throws IOException {
        var gate = gate(200, "{metric: latency, " + bound + "}", _ -> latency("100"), _ -> latency("200"));

        assertThat(gate.code()).isEqualTo(FAIL);
        assertThat(gate.out()).contains("200 ms");
    }

    @ParameterizedTest
    @CsvSource({"0.5, 3, stayed at 50.0 %", "0.25, 1, fell from 50.0 % to 25.0 %"})
    void gradesThatAllTieAreJudgedByTheirMean(String now, int code, String sentence) throws IOException {
        var gate = gate(200, GRADED, _ -> grade("0.5"), _ -> grade(now));

        assertThat(gate.code()).isEqualTo(code);
        assertThat(gate.out()).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {metric: graded, max_drop: 5pt}    | more replays, best on new tasks, would decide
            {metric: graded, at_least: 50%}    | more replays, best on new tasks, would decide
            {metric: latency, max_rise: 20%}   | one task shows no spread; it takes two or more
            {metric: latency, at_most: 1s}     | one task shows no spread; it takes two or more
            """)
    void oneTaskProvesNothing(String promise, String sentence) throws IOException {
        var gate = gate(1, promise, _ -> grade("1") + "," + latency("100"), _ -> grade("1") + "," + latency("100"));

        assertThat(gate.code()).isEqualTo(INCONCLUSIVE);
        assertThat(unwrapped(gate)).contains(sentence);
    }

    @Test
    void oneTaskThatKeepsAnAlwaysPromiseSaysHowLittleThatShows() throws IOException {
        var gate = gate(1, "{metric: graded, always: true}", _ -> grade("1"), _ -> grade("1"));

        assertThat(gate.code()).isEqualTo(PASS);
        assertThat(gate.out()).contains("on 1 task.", "rate < 95.0 %", "below 30 only large changes", "provisional");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e400", "-1e400", "null", "\"high\"", "[1]"})
    void aRecordedScoreThatIsNoFiniteNumberIsRefusedWithItsLine(String score) throws IOException {
        var gate = gate(200, GRADED, _ -> grade("1"), i -> grade(i == 7 ? score : "1"));

        assertThat(gate.code()).isEqualTo(INVALID);
        assertThat(gate.err()).contains("now.jsonl:8").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "-0.25", "1e300"})
    void aRecordedScoreThatIsNoShareIsLeftOutAloud(String score) throws IOException {
        var gate = gate(200, GRADED, _ -> grade("1"), i -> grade(i == 7 ? score : "1"));

        assertThat(gate.code()).isEqualTo(PASS);
        assertThat(unwrapped(gate)).contains("graded has no valid score on 1 of 200 answered tasks");
        assertThat(gate(200, GRADED, _ -> grade("1"), i -> grade(i < 30 ? score : "1"))
                        .code())
                .isEqualTo(INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.0", "0e0", "1e-400"})
    void aNegativeOrVanishingZeroIsZero(String zero) throws IOException {
        var gate = gate(200, GRADED, _ -> grade("1"), i -> grade(i < 40 ? zero : "1"));

        assertThat(gate.code()).isEqualTo(FAIL);
        assertThat(gate.out()).contains("fell from 100.0 % to 80.0 % (−20.0 points");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1e400", "1e300", "1e18", "-5", "true"})
    void aLatencyThatNobodyCanHaveMeasuredIsRefusedWithItsLine(String latency) throws IOException {
        var gate = gate(200, LATENCY, _ -> latency("100"), i -> latency(i == 7 ? latency : "100"));

        assertThat(gate.code()).isEqualTo(INVALID);
        assertThat(gate.err()).contains("now.jsonl:8").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.0", "1e-9"})
    void aLatencyOfNothingLeavesARatioOpen(String latency) throws IOException {
        var gate = gate(200, LATENCY, _ -> latency("100"), i -> latency(i == 7 ? latency : "100"));

        assertThat(gate.code()).isEqualTo(INCONCLUSIVE);
        assertThat(unwrapped(gate)).contains("a relative promise needs values above 0.");
    }

    @Test
    void latenciesOfYearsAreJudgedLikeAnyOther() throws IOException {
        var gate = gate(200, LATENCY, _ -> latency("100"), _ -> latency("3e12"));

        assertThat(gate.code()).isEqualTo(FAIL);
        assertThat(gate.out()).contains("3000000000.00 s");
    }

    @Test
    void aMetricWithoutAnyScoreIsNeverAPass() throws IOException {
        var nothing = gate(200, GRADED, _ -> answer(), _ -> answer());
        var now = gate(200, GRADED, _ -> grade("1"), _ -> answer());
        var then = gate(200, GRADED, _ -> answer(), _ -> grade("1"));

        assertThat(new int[] {nothing.code(), now.code(), then.code()}).containsOnly(INCONCLUSIVE);
        assertThat(unwrapped(nothing)).contains("the certificate holds no scored task of it");
        assertThat(unwrapped(now)).contains("200 of 200 tasks have no score");
        assertThat(unwrapped(then)).contains("the certificate holds no scored task of it");
    }

    @Test
    void errorsOnlyAreAnErrorAndCannotBeCertified() throws IOException {
        assertThat(gate(200, GRADED, _ -> grade("1"), _ -> timeout()).code()).isEqualTo(ERROR);

        var refused = gate(200, GRADED, _ -> timeout(), _ -> grade("1"));
        assertThat(refused.code()).isEqualTo(INCONCLUSIVE);
        assertThat(refused.err()).contains("not certified", "200 of 200 replays got no answer");
    }

    @Test
    void tasksWithoutAnyReplayAreNamedOnEitherSide() throws IOException {
        var missing = gate(200, GRADED, _ -> grade("1"), i -> i % 20 == 0 ? "" : grade("1"));
        var uncertified = gate(200, GRADED, i -> i % 20 == 0 ? "" : grade("1"), _ -> grade("1"));
        var tooMany = gate(200, GRADED, _ -> grade("1"), i -> i % 5 == 0 ? "" : grade("1"));

        assertThat(missing.code()).isEqualTo(PASS);
        assertThat(missing.out()).contains("on 190 tasks");
        assertThat(uncertified.code()).isEqualTo(PASS);
        assertThat(unwrapped(uncertified)).contains("10 golden tasks came after the certification");
        assertThat(tooMany.code()).isEqualTo(INCONCLUSIVE);
        assertThat(unwrapped(tooMany)).contains("40 of 200 certified tasks are not in the run");
    }

    @Test
    void aCertifiedRunItselfProvesNothingAndThePassSaysSo() throws IOException {
        var gate = gate(200, GRADED, _ -> grade("1"), _ -> grade("1"));

        assertThat(gate.code()).isEqualTo(PASS);
        assertThat(unwrapped(gate)).contains("is one of the certified runs itself: it proves nothing");
    }

    /// Seconds and gigabytes are in docs/statistics/speed.md; here the answer counts, and that there is one.
    @Test
    void aHundredThousandTasksAreJudgedLikeAnyOthers() throws IOException {
        var gate = gate(100_000, GRADED, _ -> grade("1"), i -> grade(i < 6000 ? "0" : "1"));

        assertThat(gate.code()).isEqualTo(FAIL);
        assertThat(unwrapped(gate)).contains("fell from 100.0 % to 94.0 % (−6.0 points");
    }

    @Test
    void emptyAnswersLeaveARelativeLengthOpen() throws IOException {
        var gate = gate(200, "{metric: length, max_rise: 5%}", _ -> "\"output\":\"\"", _ -> "\"output\":\"\"");

        assertThat(gate.code()).isEqualTo(INCONCLUSIVE);
    }

    /// Certifies three equal runs and gates a fourth; what certify said, if it refused.
    ///
    /// @param then what follows a task in the certified runs; empty where the task was not asked
    private Cli gate(int tasks, String promise, IntFunction<String> then, IntFunction<String> now) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                RecordedPact.lines(tasks, i -> "{\"id\":\"t%d\",\"input\":\"q%d\"}".formatted(i, i)));
        var pact = Files.writeString(folder.resolve("pact.yaml"), """
                        holdfast: 1
                        pact: edge
                        agent: {target: {recorded: {file: unused.jsonl}}}
                        golden: [golden.jsonl]
                        metrics: {graded: {recorded_score: grade}}
                        promises: [%s]
                        """.formatted(promise))
                .toString();
        Files.deleteIfExists(folder.resolve("edge.baseline.json"));
        var certified = Cli.run(
                home,
                "certify",
                pact,
                "--from",
                run("a", tasks, then),
                "--from",
                run("b", tasks, then),
                "--from",
                run("c", tasks, then));
        return certified.code() == PASS ? Cli.run(home, "gate", pact, "--from", run("now", tasks, now)) : certified;
    }

    private String run(String name, int tasks, IntFunction<String> outcome) throws IOException {
        var lines = IntStream.range(0, tasks)
                .filter(i -> !outcome.apply(i).isEmpty())
                .mapToObj(i ->
                        String.format(Locale.ROOT, "{\"run\":\"%s\",\"task\":\"t%d\",%s}", name, i, outcome.apply(i)))
                .collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(folder.resolve(name + ".jsonl"), lines).toString();
    }

    /// Without the breaks that the terminal's width asks for.
    private static String unwrapped(Cli cli) {
        return cli.out().replaceAll("\\s+", " ");
    }

    private static String answer() {
        return "\"output\":\"x\"";
    }

    private static String grade(String value) {
        return "\"scores\":{\"grade\":" + value + "}";
    }

    private static String latency(String milliseconds) {
        return answer() + ",\"latency_ms\":" + milliseconds;
    }

    private static String timeout() {
        return "\"error\":{\"kind\":\"timeout\",\"message\":\"after 60 s\"}";
    }
}
