package dev.holdfast.schema.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.schema.json.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsEveryKindOfTarget() throws IOException {
        for (var example : Examples.otherTargets()) {
            var target = PactReader.read(example.write(folder)).pact().agent().target();

            assertThat(example.pact()).contains("    " + target.kind() + ":");
        }
    }

    @Test
    void asksAProviderAtItsHomeUnlessThePactSaysOtherwise() throws IOException {
        var target = (Target.Chat)
                PactReader.read(pact("gemini: {model: m}")).pact().agent().target();

        assertThat(target.baseUrl()).isEqualTo(new Reference("https://generativelanguage.googleapis.com/v1beta"));
        assertThat(target.apiKey()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            anthropic: {model: m}                                                     | "max_tokens" is missing here
            anthropic: {model: m, max_tokens: 9, seed: 7}                             | unknown key "seed"
            gemini: {model: m, api_key: sk-123}                                       | a key never stands in a pact
            ollama: {model: m, base_url: desk}                                        | expected a URL that begins with http:// or https://
            http: {url: "http://a/b"}                                                 | "request" is missing here: what a POST sends
            http: {url: "http://a/b", method: GET, request: {}}                       | a GET sends no request
            http: {url: "http://a/b", request: ["${task.qestion}"]}                   | "${task.qestion}" stands for nothing; did you mean "task.question"?
            http: {url: "http://a/b", request: ["say ${task.messages}"]}              | "${task.messages}" is a list and must be all of the text
            http: {url: "http://a/b", request: 1, answer: answer.text}                | expected a JSON Pointer such as /choices/0/message/content, got "answer.text"
            http: {url: "http://a/b", request: 1, headers: {Authorization: Bearer x}} | a key never stands in a pact
            http: {url: "http://a/b?q=${task.question}", request: 1}                  | "${task.question}" is not a reference
            process: {command: []}                                                    | must not be empty
            process: {command: [a, "${env:KEY}"]}                                     | a secret on a command line can be seen by everyone on the machine
            process: {command: [a, "${task.messages}"]}                               | a list cannot be an argument
            process: {command: [a], environment: {API_KEY: abc}}                      | a key never stands in a pact
            process: {command: [a], working_directory: nowhere}                       | there is no folder "nowhere" beside the pact
            process: {command: [a], stdin: all}                                       | expected one of question, messages, json
            """)
    void saysWhatIsWrongWithATarget(String target, String problem) {
        var thrown = catchThrowableOfType(InvalidDocumentException.class, () -> PactReader.read(pact(target)));

        assertThat(thrown.problems())
                .anySatisfy(each ->
                        assertThat(each.toString()).contains("pact.yaml:").contains(problem));
    }

    private Path pact(String target) throws IOException {
        return Examples.full().target(target).write(folder);
    }
}
