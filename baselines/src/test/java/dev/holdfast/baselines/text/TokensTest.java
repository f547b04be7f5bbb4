package dev.holdfast.baselines.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TokensTest {
    @Test
    void dividesWordsAndSigns() {
        assertThat(Tokens.of("I don't know: [No]!")).containsExactly("i", "don't", "know", ":", "[", "no", "]!");
    }

    @Test
    void takesCharactersOfScriptsWithoutGapsOneByOne() {
        assertThat(Tokens.of("漢字 ok")).containsExactly("漢", "字", "ok");
    }

    @Test
    void leavesOutWhatSteersAScreen() {
        assertThat(Tokens.of("a\u001b\u202eb\u0000c\ud800")).containsExactly("a", "b", "c");
    }

    @Test
    void readsOnlyTheBeginningOfLongTextsAndWords() {
        assertThat(Tokens.of("x".repeat(100_000))).containsExactly("x".repeat(30));
        assertThat(Tokens.of("ab ".repeat(100_000))).hasSizeLessThan(Tokens.READ);
        assertThat(Tokens.of("-".repeat(50))).containsExactly("---");
    }

    @Test
    void countsWordsInPowersOfTwo() {
        assertThat(LengthBand.of(Tokens.of("!"))).isEqualTo("(no words)");
        assertThat(LengthBand.of(Tokens.of("yes."))).isEqualTo("(1 word)");
        assertThat(LengthBand.of(Tokens.of("a b c d e f g h i"))).isEqualTo("(8 to 15 words)");
    }
}
