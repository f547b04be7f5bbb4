package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

final class RelabelledSumTest {
    /// 20 choose 10 choices are too many to list; 15 choose 5 are not.
    private static final int TOO_MANY = 20;

    @Test
    void countsChoicesUpToALimit() {
        // R: choose(15, 5); choose(10, 5); choose(20, 10)
        assertThat(Choices.count(15, 5, 4096)).isEqualTo(3003);
        assertThat(Choices.count(10, 5, 4096)).isEqualTo(252);
        assertThat(Choices.count(TOO_MANY, 10, 4096)).isEqualTo(4097);
        assertThat(Choices.count(TOO_MANY, 10, Integer.MAX_VALUE - 1)).isEqualTo(184_756);
        assertThat(Choices.count(100_000, 50_000, 4096)).isEqualTo(4097);
    }

    @Test
    void listsEveryChoiceOnceTheObservedOneFirst() {
        // the part names the chosen replays as bits
        var task = new RelabelledSum.Task(5, 2, order -> (1 << order[0]) | (1 << order[1]));

        double[] parts = task.parts(new Choices.Lists().of(5, 2));

        assertThat(parts).containsExactly(3, 5, 9, 17, 6, 10, 18, 12, 20, 24);
    }

    @Test
    void drawsEveryChoiceEquallyOftenWhetherListedOrShuffled() {
        var listed = new RelabelledSum.Task(6, 3, order -> order[0] + order[1] + order[2]);
        // only the places of the first replay are counted: chosen or not, half and half
        var shuffled = new RelabelledSum.Task(
                TOO_MANY, 10, order -> Arrays.stream(order).limit(10).anyMatch(i -> i == 0) ? 100 : 0);

        double[] sums = Replicates.of(40_000, 3, () -> new RelabelledSum(new RelabelledSum.Task[] {listed, shuffled}));

        var counts = new long[20];
        for (double sum : sums) {
            counts[(int) (sum % 100) - 3 + (sum >= 100 ? 10 : 0)]++;
        }
        // sums of three of 0 … 5: 1, 1, 2, 3, 3, 3, 3, 2, 1, 1 of 20 choices
        double[] expected = IntStream.range(0, 20)
                .mapToDouble(i -> new double[] {1, 1, 2, 3, 3, 3, 3, 2, 1, 1}[i % 10])
                .toArray();
        assertThat(ChiSquareTest.withDefaults().test(expected, counts).getPValue())
                .isGreaterThan(0.001);
    }

    @Test
    void spendsNoRandomnessOnTasksThatCannotVary() {
        var constant = new RelabelledSum.Task(4, 2, _ -> 7);
        var sum = new RelabelledSum(new RelabelledSum.Task[] {constant, constant});
        var sums = new double[3];

        sum.fill(sums, 0, 3, new Dice(() -> {
            throw new AssertionError("nothing is left to chance here");
        }));

        assertThat(sums).containsOnly(14);
        assertThat(sum.observed()).isEqualTo(14);
    }

    @Test
    void fillsOnlyItsBlock() {
        var sums = new double[] {1, 1, 1};

        new RelabelledSum(new RelabelledSum.Task[] {new RelabelledSum.Task(4, 2, _ -> 7)})
                .fill(sums, 1, 2, new Dice(RandomSource.L64_X128_MIX.create(1L)));

        assertThat(sums).containsExactly(1, 7, 1);
    }
}
