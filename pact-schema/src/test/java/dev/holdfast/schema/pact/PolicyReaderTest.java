package dev.holdfast.schema.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.schema.json.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsPoliciesByName() throws IOException {
        var policies = PolicyReader.read(Files.writeString(folder.resolve("policies.yaml"), """
                once: {}
                again: {confidence: $.sure, ask_again: {below: 70%, most: 2}, escalate: {below: 40%}}
                surest: {confidence: {regex: 'sure: (\\S+)'}, jury: {of: 5, by: rank}}
                jury: {jury: {of: 3, vote: /order}, escalate: {without_majority: true}}
                """));

        assertThat(policies.keySet()).containsExactly("once", "again", "surest", "jury");
        assertThat(policies.get("once")).isEqualTo(AnswerPolicy.ONCE);
        assertThat(policies.get("again"))
                .isEqualTo(new AnswerPolicy(
                        Optional.of(new AnswerPolicy.Confidence.Told(new Extract.Path("$.sure"))),
                        new AnswerPolicy.Asking.Again(0.7, 2),
                        new AnswerPolicy.Escalation(OptionalDouble.of(0.4), false)));
        assertThat(policies.get("surest"))
                .isEqualTo(new AnswerPolicy(
                        Optional.of(
                                new AnswerPolicy.Confidence.Told(new Extract.Pattern(List.of("sure: (\\S+)"), false))),
                        new AnswerPolicy.Asking.Jury(5, new Extract.Whole(), new AnswerPolicy.By.Rank()),
                        new AnswerPolicy.Escalation(OptionalDouble.empty(), false)));
        assertThat(policies.get("jury"))
                .isEqualTo(new AnswerPolicy(
                        Optional.empty(),
                        new AnswerPolicy.Asking.Jury(3, new Extract.Pointer("/order"), new AnswerPolicy.By.Majority()),
                        new AnswerPolicy.Escalation(OptionalDouble.empty(), true)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {ask_again: {below: 70%}}                                         | needs "confidence": where an answer tells how sure it is, such as $.confidence, or logprobs
            {confidence: $.sure, ask_again: {below: 70}}                      | expected a share from 0% to 100%, such as 70%
            {confidence: $.sure, ask_again: {below: 70%}, jury: {of: 3}}      | has ask_again and jury; it must be one
            {jury: {of: 1}}                                                   | must be at least 2, got 1
            {jury: {of: 3, by: majorty}}                                      | expected one of majority, rank, judge, got "majorty"; did you mean "majority"?
            {jury: {of: 3, by: judge}}                                        | "judge" goes with by: judge, and the other way round
            {jury: {of: 3, by: rank}}                                         | needs "confidence"
            {jury: {of: 3, by: judge, vote: $.a, judge: {rubric: r.md}}}      | nobody can be asked about a recording
            {escalate: {without_majority: true}}                              | "without_majority" goes with a jury
            {jurry: {of: 3}}                                                  | unknown key "jurry"; did you mean "jury"?
            {jury: {of: 3, by: judge, judge: {rubric: r.md, model: m}}}       | nobody can be asked about a recording; compare policies without a judge
            """)
    void saysWhatIsWrongWithAPolicy(String policy, String problem) throws IOException {
        var path = Files.writeString(folder.resolve("policies.yaml"), "p: " + policy);

        var thrown = catchThrowableOfType(InvalidDocumentException.class, () -> PolicyReader.read(path));

        assertThat(thrown.problems())
                .anySatisfy(each -> assertThat(each.toString()).contains(problem));
    }

    @Test
    void onlyOpenAiTargetsTellLogProbabilities() throws IOException {
        var path = Examples.full()
                .target("ollama: {model: m}")
                .replace("confidence: {regex: ['sure: (.*)']}", "confidence: logprobs")
                .write(folder);

        var thrown = catchThrowableOfType(InvalidDocumentException.class, () -> PactReader.read(path));

        assertThat(thrown.problems())
                .anySatisfy(
                        each -> assertThat(each.toString()).contains("only `openai` targets tell log-probabilities"));
    }
}
