package dev.holdfast.service.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.json.Json;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskingTest {
    @Test
    void takesOutWhatAPathNamesInEveryTextThatIsJson() {
        var masking = new Masking(List.of(Masking.Rule.path("$..email")));

        var masked = masking.mask(transcript());

        assertThat(masked.request()).isEqualTo("Where is the order of ada@example.com?");
        assertThat(masked.response()).contains("{\"order\":17,\"customer\":{\"email\":\"[masked]\"}}");
        assertThat(masked.calls().getFirst().arguments()).isEqualTo("{\"email\":\"[masked]\",\"n\":1}");
        assertThat(masked.calls().getFirst().result()).contains("[{\"email\":\"[masked]\"},{\"email\":\"[masked]\"}]");
    }

    @Test
    void takesOutWhatAPatternFindsInEveryText() {
        var masking = new Masking(List.of(Masking.Rule.pattern("[a-z]+@example\\.com")));

        var masked = Json.line(masking.mask(transcript()));

        assertThat(masked).doesNotContain("@example.com").contains("Where is the order of [masked]?");
    }

    @Test
    void keepsTheSpellingOfATextInWhichNothingIsFound() {
        var transcript = transcript();

        assertThat(new Masking(List.of(Masking.Rule.path("$.nothing"), Masking.Rule.pattern("no such thing")))
                        .mask(transcript))
                .isEqualTo(transcript);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(?<=a)b", "a*", "x|"})
    void refusesPatternsThatAreNoneOrMatchEverywhere(String pattern) {
        assertThatThrownBy(() -> Masking.Rule.pattern(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$.", "$", "$["})
    void refusesPathsThatAreNoneOrNameEverything(String path) {
        assertThatThrownBy(() -> Masking.Rule.path(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isReadFromADocumentThatSaysEitherPathOrPattern() {
        var masking =
                Json.read("m", "{\"rules\":[{\"path\":\"$..email\"},{\"pattern\":\"[0-9]{16}\"}]}", Masking.class);

        assertThat(masking.rules()).containsExactly(Masking.Rule.path("$..email"), Masking.Rule.pattern("[0-9]{16}"));
        assertThatThrownBy(() -> Json.read("m", "{\"rules\":[{}]}", Masking.class))
                .hasMessageContaining("either a path or a pattern");
    }

    @Test
    void hasADigestThatCannotBeGuessedFromItsText() {
        var first = Committed.of(transcript(), new SecureRandom());
        var second = Committed.of(transcript(), new SecureRandom());

        assertThat(first.digest()).isNotEqualTo(second.digest());
        assertThat(Json.read("t", first.text(), Committed.class).digest()).isEqualTo(first.digest());
    }

    private static Transcript transcript() {
        var call = new Transcript.Call(
                "find_customer",
                "{\"email\":\"ada@example.com\",\"n\":1}",
                List.of("\"email\" is no id: ada@example.com"),
                Optional.of("[{\"email\":\"ada@example.com\"},{\"email\":\"eve@example.com\"}]"),
                List.of("result: there are two"));
        return new Transcript(
                "r1",
                "t1",
                0,
                Optional.empty(),
                "Where is the order of ada@example.com?",
                Optional.of("{\"order\":17,\"customer\":{\"email\":\"ada@example.com\"}}"),
                Optional.empty(),
                List.of(call),
                Optional.of(0.9));
    }
}
