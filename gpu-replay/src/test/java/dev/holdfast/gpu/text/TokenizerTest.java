package dev.holdfast.gpu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.gpu.Desk;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenizerTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"What do 12 EUR and 7 EUR come to?", "naïve 東京 🙂", "{\"answer\": \"A-12345\"}", " \n "})
    void turnsTextIntoTokensAndBack(String text) throws IOException {
        try (var tokenizer = Tokenizer.open(Desk.folder())) {
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void writesAConversationDownAsTheModelHasLearnedIt() throws IOException {
        var messages = List.of(
                new Message(Message.Role.SYSTEM, "You are the order desk."),
                new Message(Message.Role.USER, "Track A-1."),
                new Message(Message.Role.ASSISTANT, "Done."),
                new Message(Message.Role.USER, "Thanks."));

        try (var tokenizer = Tokenizer.open(Desk.folder())) {
            assertThat(tokenizer.prompt(messages))
                    .isEqualTo(tokenizer.encode(
                            "<|begin|><|user|>Track A-1.<|assistant|>Done.<|end|><|user|>Thanks.<|assistant|>"));
        }
    }

    @Test
    void runsATemplateAsLargerModelsHaveIt() throws IOException {
        Desk.copyTo(folder);
        Files.writeString(folder.resolve("chat_template.jinja"), """
                {%- if messages[0]['role'] == 'system' -%}
                    {%- set system = messages[0]['content'] | trim -%}
                    {%- set rest = messages[1:] -%}
                {%- else -%}
                    {%- set system = '' -%}
                    {%- set rest = messages -%}
                {%- endif -%}
                {{- bos_token }}
                {%- for message in rest -%}
                    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
                        {{- raise_exception('roles must alternate') }}
                    {%- endif -%}
                    {%- if loop.first and system -%}
                        {{- '<|user|>' + system + ' ' + message['content'] }}
                    {%- else -%}
                        {{- '<|' + message['role'] + '|>' + message['content'] }}
                    {%- endif -%}
                {%- endfor -%}
                {%- if add_generation_prompt -%}
                    {{- '<|assistant|>' }}
                {%- endif -%}
                """);
        var system = new Message(Message.Role.SYSTEM, " Be brief. ");
        var user = new Message(Message.Role.USER, "Hi");

        try (var tokenizer = Tokenizer.open(ModelFolder.open(folder))) {
            assertThat(tokenizer.prompt(List.of(system, user)))
                    .isEqualTo(tokenizer.encode("<|begin|><|user|>Be brief. Hi<|assistant|>"));
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> tokenizer.prompt(List.of(user, user)))
                    .withMessageContaining("roles must alternate");
        }
    }

    @Test
    void refusesATokenizerOfAnotherModel() throws IOException {
        Desk.copyTo(folder);
        var tokenizer = folder.resolve("tokenizer.json");
        Files.writeString(tokenizer, Files.readString(tokenizer).replace("\"<|pad|>\" : 0", "\"<|pad|>\" : 900"));

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Tokenizer.open(ModelFolder.open(folder)))
                .withMessageContaining("it belongs to another model");
    }

    @Test
    void refusesWhatIsNoTokenizer() throws IOException {
        Desk.copyTo(folder);
        Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": \"1.0\"}");

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Tokenizer.open(ModelFolder.open(folder)))
                .withMessageContaining("is no tokenizer that can be loaded");
    }

    @Test
    void guessesNoTemplate() throws IOException {
        Desk.copyTo(folder);
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"bos_token\": \"<|begin|>\"}");

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Tokenizer.open(ModelFolder.open(folder)))
                .withMessageContaining("has no chat_template");
    }
}
