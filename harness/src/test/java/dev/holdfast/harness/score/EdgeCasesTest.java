package dev.holdfast.harness.score;

import static dev.holdfast.harness.score.Examples.EXPECTED;
import static dev.holdfast.harness.score.Examples.WHOLE;
import static dev.holdfast.harness.score.Examples.answered;
import static dev.holdfast.harness.score.Examples.asking;
import static dev.holdfast.harness.score.Examples.expecting;
import static dev.holdfast.harness.score.Examples.expectingNothing;
import static dev.holdfast.harness.score.Examples.metric;
import static dev.holdfast.harness.score.Examples.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Measure.Leaks.Pii;
import dev.holdfast.schema.pact.Measure.Similarity.By;
import dev.holdfast.schema.pact.Metric.Ignore;
import dev.holdfast.schema.run.Score;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What agents say at their worst: nothing, very much, and what looks like something else.
final class EdgeCasesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MUCH = 1_000_000;

    static List<Measure> everyMeasureOfText() {
        return List.of(
                new Measure.Equals(EXPECTED),
                new Measure.Contains(List.of(EXPECTED)),
                new Measure.Regex("a+b"),
                new Measure.JsonSchema("s.json", Json.tree("s", "{\"type\": \"object\"}")),
                new Measure.Refusal(true),
                new Measure.Within(EXPECTED, new Measure.Margin(1, false)),
                new Measure.Similarity(EXPECTED, By.EDITS),
                new Measure.Similarity(EXPECTED, By.ROUGE_L),
                new Measure.Similarity(EXPECTED, By.BLEU),
                new Measure.Similarity(EXPECTED, By.EMBEDDING),
                new Measure.Language("en"),
                new Measure.Grounded(true, true),
                new Measure.Leaks(List.of("zebra-4711"), Set.of(Pii.values())),
                new Measure.Length(Measure.Length.Of.WORDS),
                new Measure.Length(Measure.Length.Of.CHARACTERS));
    }

    static Stream<String> hugeAnswers() {
        return Stream.of(
                        "a", "9", "0", "!", "é", "`", "```\n", "a@", "a.", "Aa ", "12 ", "{\"a\":", "[", "\ud83d\ude00")
                .map(piece -> piece.repeat(MUCH / piece.length()));
    }

    /// Of work that grows with the square of the length none of these would be done in time.
    @ParameterizedTest
    @MethodSource("everyMeasureOfText")
    @Timeout(120)
    void aHugeAnswerIsScoredInTimeThatGrowsWithItsLength(Measure measure) {
        hugeAnswers()
                .forEach(answer -> assertThat(score(metric(measure, WHOLE), expecting("\"some text\""), answer))
                        .isNotNull());
        var address = "https://a" + "!".repeat(MUCH / 2) + "b";
        assertThat(score(metric(measure, WHOLE), expecting("\"some text\""), address))
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("everyMeasureOfText")
    void anEmptyAnswerIsScoredOrSaysWhyItIsNot(Measure measure) {
        for (var answer : List.of("", " ", "\u0000", "\ufeff", "\ud800", "null", "NaN", "1e999", "\u202e")) {
            var score = score(metric(measure, WHOLE), expecting("\"some text\""), answer);

            if (score instanceof Score.Scored(var value)) {
                assertThat(value).as("%s of \"%s\"", measure, answer).isFinite();
            } else {
                assertThat(((Score.Unscored) score).reason()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"\"\"", "[]", "[\"\", \"\"]", "null", "\"?!\"", "[\"…\"]"})
    void nothingToLookForIsNoPass(String expected) {
        var contains = metric(new Measure.Contains(List.of(EXPECTED)), WHOLE, Ignore.PUNCTUATION);

        assertThat(score(contains, expecting(expected), "any answer"))
                .isEqualTo(new Score.Unscored("nothing is left of what the task expects to be looked for"));
    }

    @Test
    void whatIsLeftOfAListIsLookedFor() {
        var contains = metric(new Measure.Contains(List.of(EXPECTED)), WHOLE);

        assertThat(score(contains, expecting("[\"\", \"17\"]"), "order 17")).isEqualTo(Check.YES);
        assertThat(score(contains, expecting("[\"\", \"17\"]"), "order 18")).isEqualTo(Check.NO);
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void theSameTextIsAsLikeAsCanBeHoweverItIsComposed(By by) {
        for (var text : List.of("", "!", "a", "caf\u00e9", "\ud83d\ude00")) {
            assertThat(score(metric(new Measure.Similarity(EXPECTED, by), WHOLE), expecting(Json.line(text)), text))
                    .as("\"%s\" by %s", text, by)
                    .isEqualTo(Check.YES);
        }
        assertThat(score(
                        metric(new Measure.Similarity(EXPECTED, by), WHOLE),
                        expecting("\"un caf\u00e9 noir\""),
                        "un cafe\u0301 noir"))
                .isEqualTo(Check.YES);
    }

    @Test
    void aTaskThatExpectsNullIsLikeNoText() {
        assertThat(score(metric(new Measure.Similarity(EXPECTED, By.EDITS), WHOLE), expecting("null"), "null"))
                .isEqualTo(Wanted.NOT_EXPECTED);
    }

    @Test
    void aModelWhoseVectorsAreNoNumbersLeavesAnAnswerUnscored() {
        var broken = SimilarityCheck.of(Wanted.of(EXPECTED, WHOLE), By.EMBEDDING, _ -> new float[] {Float.NaN, 1});

        assertThat(broken.check(expecting("\"a\""), Finder.of(WHOLE).find("b")))
                .isEqualTo(new Score.Unscored("its model gave no vector that can be compared"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amount\": 1e999}              | 1e998              | 0",
                "{\"amount\": 9007199254740993}   | 9007199254740992.0 | 0",
                "{\"amount\": 9007199254740992}   | 9007199254740992.0 | 1",
                "{\"amount\": -0.0}               | 0                  | 1",
                "{\"amount\": 0.1}                | 0.10               | 1",
            })
    void numbersAreTheSameToTheLastDigit(String answer, String expected, double worth) {
        var metric = metric(new Measure.Equals(EXPECTED), new Extract.Path("$.amount"));

        assertThat(score(metric, expecting(expected), answer)).isEqualTo(new Score.Scored(worth));
    }

    @ParameterizedTest
    @CsvSource({"'{\"items\": [1, 2, 3]}', 1", "'{\"items\": []}', 0", "'{\"items\": 7}', 0", "'{}', 0", "'no JSON', 0"
    })
    void aFunctionOfAPathIsComparedLikeAnyNumber(String answer, double worth) {
        var count = metric(new Measure.Equals(EXPECTED), new Extract.Path("$.items.length()"));

        assertThat(score(count, expecting("3"), answer)).isEqualTo(new Score.Scored(worth));
    }

    @Test
    void aPathWhoseFunctionCannotBeReckonedFindsNothing() {
        var sum = metric(new Measure.Equals(EXPECTED), new Extract.Path("$.items.sum()"));

        assertThat(score(sum, expecting("3"), "{\"items\": []}")).isEqualTo(Check.NO);
        assertThat(score(sum, expecting("3"), "{\"items\": [\"a\"]}")).isEqualTo(Check.NO);
        assertThat(score(sum, expecting("3"), "{\"items\": [1, 2]}")).isEqualTo(Check.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order 2024 4111 1111 1111 1111 is paid.",
                "ref AB12 DE89 3704 0044 0532 0130 00",
                "4111111111111111 12/27",
                "5 4111-1111-1111-1111"
            })
    void personalDataIsFoundBehindWhatLooksLikeItsBeginning(String answer) {
        var leaks = metric(new Measure.Leaks(List.of(), Set.of(Pii.CARD, Pii.IBAN)), WHOLE);

        assertThat(Scorers.of(leaks, Hearing.NONE).score(asking("What is on file?"), answered(answer)))
                .isEqualTo(Check.YES);
    }

    @ParameterizedTest
    @CsvSource({"007, 7", "0, 0", "0.50, 0.5", "00.0, 0", "'1,234.50', 1234.5", "100, 100", "0.0, 0", "10.0, 10"})
    void aNumberIsAFactInOneSpelling(String written, String fact) {
        assertThat(Facts.of("It is " + written + " so")).containsExactly(new Fact(Fact.Kind.NUMBER, fact));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1d", "0.5f", "0x1p-1", "", "1 2", "-0.5", "1.5", "yes"})
    void aProgramThatPrintsNoNumberFrom0To1LeavesTheAnswerUnscored(String printed) {
        assertThat(command(List.of("echo", printed), SOON)).isInstanceOf(Score.Unscored.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.25, 0.25", "1e-1, 0.1", ".5, 0.5", "' 0 ', 0"})
    void aNumberFrom0To1IsTheScore(String printed, double worth) {
        assertThat(command(List.of("echo", printed), SOON)).isEqualTo(new Score.Scored(worth));
    }

    @Test
    @Timeout(20)
    void aProgramThatLeavesAnotherBehindIsNotWaitedForWithoutEnd() {
        assumeTrue(new File("/bin/sh").canExecute());

        assertThat(command(List.of("/bin/sh", "-c", "sleep 25 & echo 1"), SOON)).isEqualTo(new Score.Scored(1));
    }

    @Test
    void thatAProgramWasNotWaitedForIsNotRemembered() {
        var scorer =
                new CommandScorer(new Measure.Command(List.of("echo", "1"), Path.of("."), Map.of()), Finder.of(WHOLE));
        Thread.currentThread().interrupt();

        assertThat(scorer.score(expectingNothing(), answered("a")))
                .isEqualTo(new Score.Unscored("its program was interrupted"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(scorer.score(expectingNothing(), answered("a"))).isEqualTo(Check.YES);
    }

    private static Score command(List<String> words, Duration patience) {
        return new CommandScorer(new Measure.Command(words, Path.of("."), Map.of()), Finder.of(WHOLE), patience)
                .score(expectingNothing(), answered("an answer"));
    }
}
