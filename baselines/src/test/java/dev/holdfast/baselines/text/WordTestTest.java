package dev.holdfast.baselines.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WordTestTest {
    private static final WordTest TEST = new WordTest(999, 0.05, 1);

    @Test
    void namesTheWordsThatTellTheSidesApart() {
        var questions = IntStream.range(0, 40)
                .mapToObj(task -> new WordTest.Question(
                        List.of("Your order " + task + " is on its way.", "Order " + task + " was sent."),
                        List.of("I am unable to help with item " + task)))
                .toList();

        var result = TEST.test(questions).orElseThrow();

        assertThat(result.accuracy()).isEqualTo(1);
        assertThat(result.p()).isLessThan(0.01);
        assertThat(result.tried()).isEqualTo(20);
        assertThat(result.telling().getFirst()).isEqualTo(new Telling("am unable to", 0, 40, 1));
        assertThat(result.telling()).contains(new Telling("order", 80, 0, -1));
    }

    @Test
    void namesNoWordsWhereNothingChanged() {
        var result = TEST.test(alike(60, 2, 3)).orElseThrow();

        assertThat(result.p()).isGreaterThan(0.05);
        assertThat(result.telling()).isEmpty();
    }

    /// One answer in ten of the new side apologises, which two hundred tasks show and twenty do not.
    @Test
    void namesAWordOnlyWhereItIsMoreThanChanceAmongAllThatWereHeard() {
        assertThat(told(200, 2)).extracting(Telling::words).anyMatch(words -> words.contains("sorry"));
        assertThat(told(20, 2)).extracting(Telling::words).noneMatch(words -> words.contains("sorry"));
    }

    private static List<Telling> told(int tasks, int apologies) {
        var questions = IntStream.range(0, tasks)
                .mapToObj(task -> new WordTest.Question(
                        List.of("your parcel left us"),
                        List.of(task % 20 < apologies ? "sorry it got lost today" : "the parcel is gone")))
                .toList();
        return TEST.test(questions).orElseThrow().telling();
    }

    @Test
    void givesTheSameNumbersForTheSameSeed() {
        assertThat(TEST.test(alike(30, 3, 5))).isEqualTo(TEST.test(alike(30, 3, 5)));
    }

    @Test
    void saysNothingAboutTooFewTasks() {
        assertThat(TEST.test(alike(9, 2, 1))).isEmpty();
    }

    @Test
    void copesWithAnswersThatSayNothing() {
        var questions = IntStream.range(0, 20)
                .mapToObj(_ -> new WordTest.Question(List.of("", " "), List.of("")))
                .toList();

        var result = TEST.test(questions).orElseThrow();

        assertThat(result.accuracy()).isEqualTo(0.5);
        assertThat(result.p()).isEqualTo(1);
    }

    @Test
    void isNotFooledByATaskThatOnlyOneWordBelongsTo() {
        // every task has its own words, but both sides share them
        var questions = IntStream.range(0, 60)
                .mapToObj(task -> new WordTest.Question(
                        List.of("topic" + task + " alpha", "topic" + task + " beta"),
                        List.of("topic" + task + " alpha")))
                .toList();

        // R: binom.test(30, 60)$conf.int is .37 … .63; here pairs tie half of the time, which narrows it
        assertThat(TEST.test(questions).orElseThrow().accuracy()).isIn(0.25, 0.5, 0.75);
    }

    /// Both sides say the same kind of thing.
    static List<WordTest.Question> alike(int tasks, int replicates, long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, tasks)
                .mapToObj(_ -> new WordTest.Question(
                        IntStream.range(0, replicates)
                                .mapToObj(_ -> sentence(random))
                                .toList(),
                        List.of(sentence(random))))
                .toList();
    }

    private static String sentence(SplittableRandom random) {
        var words = List.of("the", "order", "was", "sent", "today", "yesterday", "by", "post", "and", "paid");
        return random.ints(8, 0, words.size()).mapToObj(words::get).collect(java.util.stream.Collectors.joining(" "));
    }
}
