package dev.holdfast.harness.score;

import static dev.holdfast.harness.score.Examples.EXPECTED;
import static dev.holdfast.harness.score.Examples.WHOLE;
import static dev.holdfast.harness.score.Examples.answered;
import static dev.holdfast.harness.score.Examples.expecting;
import static dev.holdfast.harness.score.Examples.expectingNothing;
import static dev.holdfast.harness.score.Examples.metric;
import static dev.holdfast.harness.score.Examples.observed;
import static dev.holdfast.harness.score.Examples.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Metric.Ignore;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import dev.holdfast.schema.run.Usage;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScorersTest {
    private static final Extract AMOUNT = new Extract.Path("$.amount");

    static List<Measure> everyMeasure() {
        return List.of(
                new Measure.Equals(EXPECTED),
                new Measure.Contains(List.of(EXPECTED)),
                new Measure.Regex("a"),
                new Measure.JsonSchema("s.json", Json.tree("s", "{}")),
                new Measure.Refusal(true),
                new Measure.Within(EXPECTED, new Measure.Margin(1, false)),
                new Measure.Similarity(EXPECTED, Measure.Similarity.By.EDITS),
                new Measure.Language("en"),
                new Measure.ToolsWithin(java.util.Set.of()),
                new Measure.Grounded(true, false),
                new Measure.Leaks(List.of("zebra-4711"), java.util.Set.of()),
                new Measure.Command(List.of("true"), java.nio.file.Path.of("."), Map.of()),
                new Measure.Judge("r.md", "Good?", List.of(), Map.of("no", 0.0), false, List.of()),
                new Measure.RecordedScore("s"),
                new Measure.Latency(),
                new Measure.Cost(),
                new Measure.Length(Measure.Length.Of.WORDS),
                new Measure.Length(Measure.Length.Of.TOKENS));
    }

    @ParameterizedTest
    @MethodSource("everyMeasure")
    void aFailedReplayIsNeverScored(Measure measure) {
        var failed = observed(
                new Outcome.Failed(Outcome.Kind.TIMEOUT, "no answer in 60 s"), Usage.UNKNOWN, Map.of("s", 1.0));

        assertThatThrownBy(
                        () -> Scorers.of(metric(measure, WHOLE), Hearing.NONE).score(expecting("1"), failed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no answer in 60 s");
    }

    @ParameterizedTest
    @MethodSource("everyMeasure")
    void anAnswerThatWasNotRecordedHasOnlyTheScoresThatWere(Measure measure) {
        var elsewhere = observed(new Outcome.ScoredElsewhere(), Usage.UNKNOWN, Map.of("s", 0.5));

        var score = Scorers.of(metric(measure, WHOLE), Hearing.NONE).score(expecting("1"), elsewhere);

        if (measure instanceof Measure.RecordedScore) {
            assertThat(score).isEqualTo(new Score.Scored(0.5));
        } else {
            assertThat(score).isInstanceOf(Score.Unscored.class);
        }
        if (measure.readsAnswer()) {
            assertThat(score).isEqualTo(new Score.Unscored("its text was not recorded"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"amount\": 3}                   | 3",
                "{\"amount\": 3.0}                 | 3",
                "{\"amount\": 3}                   | 3.0",
                "{\"amount\": 3e0}                 | 3",
                "{\"amount\": \"3\"}               | 3",
                "{\"amount\": 9007199254740993}    | 9007199254740993",
                "{\"amount\": \"EUR 3\"}           | \"EUR 3\"",
                "{\"amount\": null}                | null",
                "{\"amount\": true}                | true",
                "{\"amount\": [1, 2.0]}            | [1.0, 2]",
                "{\"amount\": {\"a\": 1, \"b\": 2}} | {\"b\": 2, \"a\": 1}",
            })
    void equalValuesOfJsonAreEqual(String answer, String expected) {
        assertThat(score(metric(new Measure.Equals(EXPECTED), AMOUNT), expecting(expected), answer))
                .isEqualTo(Check.YES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"amount\": 3.01}                | 3",
                "{\"amount\": 9007199254740992}    | 9007199254740993",
                "{\"amount\": 1e999}               | 3",
                "{\"amount\": \"EUR 3\"}           | \"eur 3\"",
                "{\"amount\": [1, 2]}              | [2, 1]",
                "{\"amount\": {\"a\": 1}}          | {\"a\": 1, \"b\": 2}",
                "{\"Amount\": 3}                   | 3",
                "{\"amount\": 3                    | 3",
                "{\"amount\": 3} and more          | 3",
                "The amount is 3                   | 3",
                "[]                                | 3",
                "~~                                | 3",
            })
    void anythingElseScores0(String answer, String expected) {
        assertThat(score(metric(new Measure.Equals(EXPECTED), AMOUNT), expecting(expected), answer))
                .isEqualTo(Check.NO);
    }

    @ParameterizedTest
    @CsvSource({"42, 42", "42.0, 42", "' 42', 42"})
    void aWholeAnswerThatSpellsTheExpectedNumberIsEqualToIt(String answer, String expected) {
        assertThat(score(metric(new Measure.Equals(EXPECTED), WHOLE), expecting(expected), answer))
                .isEqualTo(Check.YES);
    }

    @Test
    void aWholeAnswerThatSpellsTheExpectedObjectIsEqualToIt() {
        var metric = metric(new Measure.Equals(EXPECTED), WHOLE);

        assertThat(score(metric, expecting("{\"a\": 1}"), "```json\n{\"a\": 1.0}\n```"))
                .isEqualTo(Check.YES);
        assertThat(score(metric, expecting("{\"a\": 1}"), "{\"a\": 2}")).isEqualTo(Check.NO);
    }

    @Test
    void aLiteralNumberIsComparedAsANumberWhereTheAnswerHoldsOne() {
        var metric = metric(new Measure.Equals(new Measure.Ideal.Literal("3")), AMOUNT);

        assertThat(score(metric, expectingNothing(), "{\"amount\": 3.0}")).isEqualTo(Check.YES);
        assertThat(score(metric, expectingNothing(), "{\"amount\": \"3.0\"}")).isEqualTo(Check.NO);
    }

    @Test
    void theIdealIsFoundInsideTheExpected() {
        var metric = metric(new Measure.Equals(new Measure.Ideal.Expected("/order/id")), WHOLE);

        assertThat(score(metric, expecting("{\"order\": {\"id\": \"A-1\"}}"), "A-1"))
                .isEqualTo(Check.YES);
    }

    @Test
    void aTaskThatExpectsNothingIsUnscoredEvenWhereTheAnswerIsMissingToo() {
        var metric = metric(new Measure.Equals(new Measure.Ideal.Expected("/id")), AMOUNT);

        assertThat(score(metric, expectingNothing(), "{\"amount\": 3}")).isInstanceOf(Score.Unscored.class);
        assertThat(score(metric, expecting("{\"x\": 1}"), "no JSON")).isInstanceOf(Score.Unscored.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "YES            | yes           | CASE",
                "STRASSE        | straße        | CASE",
                "n e w york     | newyork       | SPACE",
                "[Yes].         | Yes           | PUNCTUATION",
                "“Yes”          | \"Yes\"       | PUNCTUATION",
                "It is 3.5.     | It is 3.5     | PUNCTUATION",
                "1,000          | 1000          | PUNCTUATION",
                "order-5        | order5        | PUNCTUATION",
            })
    void ignoredDifferencesDoNotCount(String answer, String ideal, Ignore ignored) {
        var equal = new Measure.Equals(new Measure.Ideal.Literal(ideal));

        assertThat(score(metric(equal, WHOLE, ignored), expectingNothing(), answer))
                .isEqualTo(Check.YES);
        assertThat(score(metric(equal, WHOLE), expectingNothing(), answer)).isEqualTo(Check.NO);
    }

    @ParameterizedTest
    @CsvSource({"3.5, 35", "-5, 5"})
    void marksThatBelongToANumberAlwaysCount(String answer, String ideal) {
        var metric = metric(new Measure.Equals(new Measure.Ideal.Literal(ideal)), WHOLE, Ignore.PUNCTUATION);

        assertThat(score(metric, expectingNothing(), answer)).isEqualTo(Check.NO);
    }

    @Test
    void composedAndDecomposedLettersAreTheSame() {
        var metric = metric(new Measure.Equals(new Measure.Ideal.Literal("caf\u00e9")), WHOLE);

        assertThat(score(metric, expectingNothing(), "cafe\u0301")).isEqualTo(Check.YES);
    }

    @Test
    void containsWantsAllOfItsIdeals() {
        var ideals = List.<Measure.Ideal>of(new Measure.Ideal.Literal("refund"), EXPECTED);
        var metric = metric(new Measure.Contains(ideals), WHOLE, Ignore.CASE);

        assertThat(score(metric, expecting("\"30 days\""), "Refunds are given within 30 days."))
                .isEqualTo(Check.YES);
        assertThat(score(metric, expecting("\"30 days\""), "Refunds are given."))
                .isEqualTo(Check.NO);
        assertThat(score(metric, expecting("[\"30\", \"given\"]"), "Refunds are given in 30 days"))
                .isEqualTo(Check.YES);
        assertThat(score(metric, expectingNothing(), "Refund")).isInstanceOf(Score.Unscored.class);
    }

    @Test
    void containsLooksIntoArraysOfTheAnswer() {
        var metric = metric(new Measure.Contains(List.of(EXPECTED)), new Extract.Path("$..tag"));

        assertThat(score(metric, expecting("\"b\""), "[{\"tag\": \"a\"}, {\"tag\": \"b\"}]"))
                .isEqualTo(Check.YES);
        assertThat(score(metric, expecting("\"c\""), "[{\"tag\": \"a\"}, {\"tag\": \"b\"}]"))
                .isEqualTo(Check.NO);
        assertThat(score(metric, expecting("\"b\""), "[{\"tag\": \"b\"}]")).isEqualTo(Check.YES);
        assertThat(score(metric, expecting("\"b\""), "[]")).isEqualTo(Check.NO);
    }

    @Test
    void aRegexIsFoundAnywhere() {
        assertThat(score(metric(new Measure.Regex("\\b\\d{3}\\b"), WHOLE), expectingNothing(), "it is 123, I think"))
                .isEqualTo(Check.YES);
        assertThat(score(metric(new Measure.Regex("yes"), WHOLE), expectingNothing(), "Yes"))
                .isEqualTo(Check.NO);
    }

    @Test
    void aPointerFindsAValueInAFence() {
        var metric = metric(new Measure.Equals(EXPECTED), new Extract.Pointer("/order/id"));

        assertThat(score(metric, expecting("17"), "```json\n{\"order\": {\"id\": 17}}\n```\n"))
                .isEqualTo(Check.YES);
        assertThat(score(metric, expecting("17"), "```\n{\"order\": {\"id\": 17}}```"))
                .isEqualTo(Check.YES);
        assertThat(score(metric, expecting("17"), "Here: ```{\"order\": {\"id\": 17}}```"))
                .isEqualTo(Check.NO);
    }

    @Test
    void theFirstPatternOfTheListThatIsFoundDecides() {
        var metric = metric(
                new Measure.Equals(new Measure.Ideal.Literal("yes")),
                new Extract.Pattern(List.of("answer: (\\w+)", "\\b(?:yes|no)\\b"), false));

        assertThat(score(metric, expectingNothing(), "no … answer: yes")).isEqualTo(Check.YES);
        assertThat(score(metric, expectingNothing(), "yes, not no")).isEqualTo(Check.YES);
        assertThat(score(metric, expectingNothing(), "perhaps")).isEqualTo(Check.NO);
    }

    @Test
    void thePatternIsTakenOfTheExpectedToo() {
        var boxed = new Extract.Pattern(List.of("boxed\\{([^}]*)}"), true);
        var metric = metric(new Measure.Equals(EXPECTED), boxed);

        assertThat(score(metric, expecting("\"so \\\\boxed{7}.\""), "\\boxed{7}"))
                .isEqualTo(Check.YES);
        assertThat(score(metric, expecting("\"seven\""), "\\boxed{7}")).isInstanceOf(Score.Unscored.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\": 1}", "  {\"id\": 1}\n"})
    void jsonOfTheSchemaScores1(String answer) {
        assertThat(score(metric(schema("{\"required\": [\"id\"]}"), WHOLE), expectingNothing(), answer))
                .isEqualTo(Check.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\": 1",
                "```json\n{\"id\": 1}\n```",
                "Here: {\"id\": 1}",
                "",
                "{\"id\": 1, \"id\": 2}"
            })
    void anyOtherAnswerDoesNotEvenInAFence(String answer) {
        assertThat(score(metric(schema("{\"required\": [\"id\"]}"), WHOLE), expectingNothing(), answer))
                .isEqualTo(Check.NO);
    }

    @Test
    void aSchemaCanBeAboutAPart() {
        var text = schema("{\"type\": \"string\"}");

        assertThat(score(metric(text, AMOUNT), expectingNothing(), "{\"amount\": \"3\"}"))
                .isEqualTo(Check.YES);
        assertThat(score(metric(text, AMOUNT), expectingNothing(), "{\"amount\": 3}"))
                .isEqualTo(Check.NO);
        var block = new Extract.Pattern(List.of("(?s)```json(.*?)```"), false);
        assertThat(score(metric(schema("{\"type\": \"object\"}"), block), expectingNothing(), "So: ```json {} ```"))
                .isEqualTo(Check.YES);
    }

    @Test
    void numbersComeFromWhatWasRecorded() {
        var usage = new Usage(OptionalLong.of(10), OptionalLong.of(7), OptionalDouble.of(0.002));
        var observation = observed(new Outcome.Answered("naïve 𝒳 words\n here"), usage, Map.of("s", Double.NaN));

        assertThat(Scorers.of(metric(new Measure.Cost(), WHOLE), Hearing.NONE).score(expectingNothing(), observation))
                .isEqualTo(new Score.Scored(0.002));
        assertThat(length(Measure.Length.Of.TOKENS, observation)).isEqualTo(new Score.Scored(7));
        assertThat(length(Measure.Length.Of.CHARACTERS, observation)).isEqualTo(new Score.Scored(19));
        assertThat(length(Measure.Length.Of.WORDS, observation)).isEqualTo(new Score.Scored(4));
        assertThat(Scorers.of(metric(new Measure.RecordedScore("s"), WHOLE), Hearing.NONE)
                        .score(expectingNothing(), observation))
                .isInstanceOf(Score.Unscored.class);
        assertThat(Scorers.of(metric(new Measure.Latency(), WHOLE), Hearing.NONE)
                        .score(expectingNothing(), answered("")))
                .isInstanceOf(Score.Unscored.class);
    }

    private static Score length(Measure.Length.Of of, dev.holdfast.schema.run.Observation observation) {
        return Scorers.of(metric(new Measure.Length(of), WHOLE), Hearing.NONE).score(expectingNothing(), observation);
    }

    private static Measure schema(String json) {
        return new Measure.JsonSchema("schema.json", Json.tree("schema.json", json));
    }
}
