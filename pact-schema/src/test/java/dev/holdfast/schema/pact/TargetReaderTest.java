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

    @Test
    void readsWhatALocalModelRunsOn() throws IOException {
        var target = (Target.Local)
                PactReader.read(pact("local: {model: model, device: gpu, stop: [\"\\n\", end], json: true}"))
                        .pact()
                        .agent()
                        .target();

        assertThat(target.machine().device()).hasToString("gpu:0");
        assertThat(target.machine().engine()).isEqualTo(Target.Engine.ONNXRUNTIME);
        assertThat(target.wanted().stop()).containsExactly("\n", "end");
        assertThat(target.sampling().temperature()).isEmpty();
    }

    @Test
    void readsSeveralDevices() throws IOException {
        var target = (Target.Local) PactReader.read(pact("local: {model: model, devices: [\"gpu:0\", \"gpu:1\"]}"))
                .pact()
                .agent()
                .target();

        assertThat(target.machine().devices())
                .extracting(Target.Device::toString)
                .containsExactly("gpu:0", "gpu:1");
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
            local: {model: nowhere}                                                   | there is no folder "nowhere" beside the pact
            local: {model: workspace}                                                 | the folder "workspace" has no config.json, as a model's folder has
            local: {model: model, device: cuda}                                       | expected cpu, gpu, or a numbered one such as gpu:1, got "cuda"
            local: {model: model, engine: tensorflow}                                 | expected one of onnxruntime, pytorch
            local: {model: model, precision: float16}                                 | onnxruntime computes in the precision that model.onnx was exported in
            local: {model: model, reference: ref.jsonl}                               | the reference "ref.jsonl" is not there
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
