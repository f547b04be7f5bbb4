package dev.holdfast.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VerdictTest {
    private static final List<String> LABELS = List.of("no", "yes");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                " Yes.\n",
                "\"YES\"",
                "**yes**",
                "{\"label\": \"yes\"}",
                "```json\n{\"verdict\":\"yes\"}\n```"
            })
    void readsOneLabelAlone(String reply) {
        assertThat(Verdict.of(reply, LABELS)).contains("yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes no",
                "yes, because",
                "maybe",
                "The answer is yes",
                "no\nyes",
                "{\"label\": \"yes\", \"why\": \"x\"}",
                "{\"label\": \"maybe\"}",
                "score: 10"
            })
    void readsNothingElse(String reply) {
        assertThat(Verdict.of(reply, LABELS)).isEmpty();
    }
}
