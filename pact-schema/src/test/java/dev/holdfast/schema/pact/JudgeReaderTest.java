package dev.holdfast.schema.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JudgeReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsAJuryWithItsRubricAndTheLabelsOfPeople() throws IOException {
        var pact = PactReader.read(Examples.full().write(folder)).pact();

        assertThat(pact.metrics().get("helpful"))
                .extracting(Metric::measure)
                .isInstanceOfSatisfying(Measure.Judge.class, judge -> {
                    assertThat(judge.rubric()).isEqualTo("Is the answer helpful?\n");
                    assertThat(judge.jury()).extracting(Measure.Juror::name).containsExactly("one", "two");
                    assertThat(judge.labels()).isEqualTo(Map.of("wrong", 0.0, "right", 1.0));
                    assertThat(judge.calibration())
                            .extracting(Measure.Labelled::label)
                            .containsExactly("right", "wrong");
                });
    }

    @Test
    void aChangedRubricIsAnotherMetricAndAnotherKeyIsNot() throws IOException {
        var before = PactReader.read(Examples.full().write(folder)).pact().metrics();

        var key = PactReader.read(Examples.full()
                        .replace("model: judge-1}", "model: judge-1, api_key: \"${env:OTHER}\"}")
                        .write(folder))
                .pact()
                .metrics();
        var pact = Examples.full().write(folder);
        Files.writeString(folder.resolve("helpful.md"), "Is it kind?");
        var rubric = PactReader.read(pact).pact().metrics();

        assertThat(key.get("helpful").digest()).isEqualTo(before.get("helpful").digest());
        assertThat(rubric.get("helpful").digest())
                .isNotEqualTo(before.get("helpful").digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jury: [one, two] | jury: [one, tow] | there is no judge \"tow\" under \"judges\"; did you mean \"two\"?",
                "jury: [one, two] | jury: [one, one] | the judge \"one\" has one vote",
                "jury: [one, two], | | asks nobody in particular; it needs either model or jury",
                "{wrong: 0, right: 1} | {right: 1} | a judge that can say one thing only says nothing; it needs two labels or more",
                "{wrong: 0, right: 1} | {bad: 0, right: 1} | \"wrong\" is none of the labels bad, right",
                "pairwise: true | pairwise: true, labels: {a: 0, b: 1} | a judge of pairs says which is better; it has no labels of its own",
                "rubric: helpful.md, jury | rubric: hlepful.md, jury | the rubric file \"hlepful.md\" cannot be read",
                "language: de | language: xx | expected a language by its two letters (ISO 639-1) such as en or de, got \"xx\"",
                "within: 1% | within: 1pt | expected a number such as 0.01, or percent such as 1%, got \"1pt\"",
                "canaries: canaries.txt, pii: [email, iban] | | looks for nothing; it needs canaries or pii",
                "'{literal: thanks}}' | '{literal: thanks}, within: 1}' | \"within\" is for equals: how far a number may be from the one it equals",
                "tools: {tool_calls: arguments, on: {tags: [orders]}} | tools: {tool_calls: arguments} | 'task \"no/1\" lacks \"expected.tool_calls\", which metric \"tools\" compares with'",
            })
    void saysWhatIsWrong(String right, String wrong, String message) throws IOException {
        var pact = Examples.full().replace(right, wrong == null ? "" : wrong).write(folder);

        var thrown = catchThrowableOfType(InvalidDocumentException.class, () -> PactReader.read(pact));

        assertThat(thrown.problems()).extracting(Problem::message).contains(message);
    }
}
