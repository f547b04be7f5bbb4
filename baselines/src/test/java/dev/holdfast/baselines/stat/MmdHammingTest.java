package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MmdHammingTest {
    private static final int[][][] CERTIFIED = {texts("abca", "abcb", "bbca"), texts("xyzz", "xyzy")};
    private static final int[][][] CANDIDATE = {texts("abcc", "cccc", "ccca"), texts("zzzz", "zyzz")};

    @Test
    void agreesWithEnumerationOfAllLabellings() {
        var result = new MmdHamming(99_999, 1).test(CERTIFIED, CANDIDATE);

        // k = lambda u, v: sum(x == y for x, y in zip(u, v)); pp, qq over ordered pairs of unequal samples of one
        // prompt
        // pp/(n*(n-1)) + qq/(m*(m-1)) - 2*pq/(n*m); the share of the 20 x 6 labellings at least as large
        assertThat(result.squaredDiscrepancy()).isCloseTo(0.08, within(1e-12));
        assertThat(result.p()).isCloseTo(0.06666666666666667, within(0.004));
    }

    @Test
    void agreesWithTheDefinitionForSamplesOfAnySize() {
        // 20 + 20 completions are added group by group, 40 + 40 pair by pair
        int[][][] before = random(1, 20, 11, 0);
        int[][][] after = random(1, 20, 12, 0.1);
        int[][][] beforeTwice = {
            Stream.of(before[0], before[0]).flatMap(Stream::of).toArray(int[][]::new)
        };
        int[][][] afterTwice = {
            Stream.of(after[0], after[0]).flatMap(Stream::of).toArray(int[][]::new)
        };

        var test = new MmdHamming(1, 1);

        assertThat(test.test(before, after).squaredDiscrepancy())
                .isCloseTo(byDefinition(before[0], after[0]), within(1e-12));
        assertThat(test.test(beforeTwice, afterTwice).squaredDiscrepancy())
                .isCloseTo(byDefinition(beforeTwice[0], afterTwice[0]), within(1e-12));
    }

    @Test
    void doesNotDependOnWhichSideIsCertified() {
        int[][][] fewer = {texts("abca"), texts("xyzz", "xyzy")};

        var forwards = new MmdHamming(20_000, 2).test(fewer, CANDIDATE);
        var backwards = new MmdHamming(20_000, 3).test(CANDIDATE, fewer);

        assertThat(forwards.squaredDiscrepancy()).isCloseTo(backwards.squaredDiscrepancy(), within(1e-12));
        assertThat(forwards.p()).isCloseTo(backwards.p(), within(0.02));
    }

    @Test
    void answersTheSameOnAnyNumberOfThreads() throws Exception {
        var test = new MmdHamming(1000, 4);

        try (var one = new ForkJoinPool(1);
                var seven = new ForkJoinPool(7)) {
            var alone = one.submit(() -> test.test(CERTIFIED, CANDIDATE)).get();
            var shared = seven.submit(() -> test.test(CERTIFIED, CANDIDATE)).get();
            assertThat(alone).isEqualTo(shared);
        }
    }

    /// R: qbinom(c(.0005, .9995), 400, .05) for no drift.
    @ParameterizedTest
    @CsvSource({"0, 7, 36", "0.4, 250, 400"})
    void keepsItsLevelAndFindsDrift(double drift, int atLeast, int atMost) {
        int rejected = 0;
        for (int seed = 0; seed < 400; seed++) {
            var result =
                    new MmdHamming(99, seed).test(random(10, 5, 2L * seed, 0), random(10, 5, 2L * seed + 1, drift));
            rejected += result.p() <= 0.05 ? 1 : 0;
        }

        assertThat(rejected).isBetween(atLeast, atMost);
    }

    @Test
    void saysNothingAboutIdenticalCompletions() {
        int[][][] same = {texts("abc", "abc", "abc")};

        var result = new MmdHamming(99, 5).test(same, same);

        assertThat(result).isEqualTo(new MmdHamming.Result(0, 1));
    }

    @Test
    void padsAndCutsByCodePoint() {
        assertThat(MmdHamming.padded("a\uD83D\uDE00b", 2)).containsExactly('a', 0x1F600);
        assertThat(MmdHamming.padded("a", 3)).containsExactly('a', -1, -1);
    }

    @Test
    void refusesWhatCannotShowAChange() {
        var test = new MmdHamming(99, 6);
        int[][][] single = {texts("a"), texts("b")};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(single, single))
                .withMessageContaining("one sample a side");
        assertThatIllegalArgumentException().isThrownBy(() -> test.test(new int[0][][], new int[0][][]));
        assertThatIllegalArgumentException().isThrownBy(() -> test.test(new int[][][] {texts("a", "b")}, CANDIDATE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(new int[][][] {{}}, new int[][][] {texts("a", "b")}))
                .withMessageContaining("certified samples of prompt 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(new int[][][] {{{1}, {1, 2}}}, new int[][][] {{{1}, {2}}}))
                .withMessageContaining("padded");
        assertThatIllegalArgumentException().isThrownBy(() -> new MmdHamming(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> MmdHamming.padded("a", 0));
    }

    /// Mean similarity of unequal samples within each side less twice that across.
    private static double byDefinition(int[][] certified, int[][] candidate) {
        return withinSide(certified)
                + withinSide(candidate)
                - 2 * across(certified, candidate) / certified.length / candidate.length;
    }

    private static double withinSide(int[][] samples) {
        double itself = (double) samples.length * samples[0].length;
        return (across(samples, samples) - itself) / samples.length / (samples.length - 1);
    }

    private static double across(int[][] some, int[][] others) {
        double sum = 0;
        for (int[] one : some) {
            for (int[] other : others) {
                sum += IntStream.range(0, one.length)
                        .filter(i -> one[i] == other[i])
                        .count();
            }
        }
        return sum;
    }

    private static int[][] texts(String... texts) {
        return Stream.of(texts).map(text -> MmdHamming.padded(text, 4)).toArray(int[][]::new);
    }

    /// Completions of 20 binary symbols; `drift` is added to the probability of a one.
    private static int[][][] random(int prompts, int samples, long seed, double drift) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        var completions = new int[prompts][samples][20];
        for (int[][] prompt : completions) {
            for (int[] completion : prompt) {
                for (int i = 0; i < completion.length; i++) {
                    completion[i] = random.nextDouble() < 0.3 + drift ? 1 : 0;
                }
            }
        }
        return completions;
    }
}
