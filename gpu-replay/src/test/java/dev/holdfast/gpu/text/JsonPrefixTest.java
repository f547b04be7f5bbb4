package dev.holdfast.gpu.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonPrefixTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"answer\": \"A-12345\"}",
                "[1, -0.5e+3, true, null, {\"a\": {}, \"b\": []}, \"\\u00e9\\n\"]",
                " \"text\" ",
                "0",
                "-12.25E-7",
                "false"
            })
    void followsADocumentToItsEnd(String document) {
        var prefix = JsonPrefix.START;
        for (var i = 0; i < document.length(); i++) {
            prefix = Objects.requireNonNull(prefix.with(document.substring(i, i + 1)));
        }

        assertThat(prefix.isWhole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "}",
                "{,",
                "{\"a\" 1",
                "{\"a\": 1,}",
                "[1,]",
                "01",
                "1.",
                "+1",
                "tru!",
                "\"\\x",
                "{} {",
                "'",
                "I'm"
            })
    void goesNoFurtherThanJsonDoes(String text) {
        var prefix = JsonPrefix.START.with(text);

        assertThat(prefix == null || !prefix.isWhole()).isTrue();
        assertThat(JsonPrefix.START.with(text + "\u0001")).isNull();
    }

    @Test
    void isNotWholeBeforeEverythingIsClosed() {
        var prefix = Objects.requireNonNull(JsonPrefix.START.with("{\"a\": [1, 2]"));

        assertThat(prefix.isWhole()).isFalse();
    }
}
