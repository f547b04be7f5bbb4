package dev.holdfast.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WordDiffTest {
    @Test
    void marksOnlyWhatChanged() {
        var diff = WordDiff.of("it is a prime number", "it is not a prime number");

        assertThat(own(diff.before())).isEmpty();
        assertThat(own(diff.after())).containsExactly("not ");
    }

    @Test
    void marksAStretchOfWordsAsOne() {
        var diff = WordDiff.of("the answer is one two three, clearly so", "the answer is four five six, clearly so");

        assertThat(own(diff.before())).containsExactly("one two three");
        assertThat(own(diff.after())).containsExactly("four five six");
    }

    @Test
    void marksNothingWhereLittleIsCommon() {
        var diff = WordDiff.of("Step 1: find the square root of 8741. Answer: [Yes]", "[No]");

        assertThat(diff.related()).isFalse();
        assertThat(own(diff.before())).isEmpty();
        assertThat(own(diff.after())).isEmpty();
    }

    @Test
    void relatesEqualTextsWhateverTheyAre() {
        assertThat(WordDiff.of("", "").related()).isTrue();
        assertThat(WordDiff.of(" \n", " \n").related()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void losesNoCharacter(long seed) {
        var before = text(seed);
        var after = text(seed + 1_000);

        var diff = WordDiff.of(before, after);

        assertThat(joined(diff.before())).isEqualTo(before);
        assertThat(joined(diff.after())).isEqualTo(after);
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    private static String text(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return random.ints(random.nextInt(60), 0, 8)
                .mapToObj(word ->
                        List.of("a", "b", "c", " ", "\n", ".", "漢", "😀").get(word))
                .collect(Collectors.joining());
    }

    private static List<String> own(List<WordDiff.Piece> pieces) {
        return pieces.stream()
                .filter(WordDiff.Piece::own)
                .map(WordDiff.Piece::text)
                .toList();
    }

    private static String joined(List<WordDiff.Piece> pieces) {
        return pieces.stream().map(WordDiff.Piece::text).collect(Collectors.joining());
    }
}
