package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        var task = new RelabelledSum.Task(5, 2, chosen -> chosen[0]);

        double[] parts = task.parts(new Choices.Lists().of(5, 2));

        assertThat(parts).containsExactly(3, 5, 9, 17, 6, 10, 18, 12, 20, 24);
    }

    @Test
    void drawsEveryChoiceEquallyOftenWhetherListedOrNot() {
        var listed = new RelabelledSum.Task(
                6, 3, chosen -> BitSet.valueOf(chosen).stream().sum());
        // of the other task only the first replay counts: chosen or not, half and half
        var drawn = new RelabelledSum.Task(TOO_MANY, 10, chosen -> (chosen[0] & 1) == 1 ? 100 : 0);

        double[] sums = Replicates.of(40_000, 3, () -> new RelabelledSum(new RelabelledSum.Task[] {listed, drawn}));

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

    @ParameterizedTest
    @ValueSource(doubles = {-0.9, -0.7, 0.7, 0.9})
    void boundsTheChanceOfEveryChoiceAsFarOut(double shift) {
        // 12 tasks of three certified and three new replays, new ones mostly shifted
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(1);
        var tasks = IntStream.range(0, 12)
                .mapToObj(_ -> {
                    double[] values = random.doubles(6).toArray();
                    for (int i = 0; i < 3; i++) {
                        values[i] += shift;
                    }
                    return new RelabelledSum.Task(
                            6,
                            3,
                            chosen -> BitSet.valueOf(chosen).stream()
                                    .mapToDouble(i -> values[i])
                                    .sum());
                })
                .toArray(RelabelledSum.Task[]::new);
        var sum = new RelabelledSum(tasks);

        double bound = sum.chernoff();

        double[] sums = Replicates.of(2_000_000, 5, () -> sum);
        double chance = Arrays.stream(sums)
                        .filter(value -> shift > 0 ? value >= sum.observed() : value <= sum.observed())
                        .count()
                / 2e6;
        assertThat(bound).isLessThan(1e-4).isGreaterThanOrEqualTo(chance);
    }

    @Test
    void boundsNothingThatIsNotFarOut() {
        var task = new RelabelledSum.Task(6, 3, chosen -> chosen[0]);

        assertThat(new RelabelledSum(new RelabelledSum.Task[] {task}).chernoff())
                .isEqualTo(1);
        assertThat(new RelabelledSum(new RelabelledSum.Task[] {new RelabelledSum.Task(4, 2, _ -> 7)}).chernoff())
                .isEqualTo(1);
    }

    @Test
    void fillsOnlyItsBlock() {
        var sums = new double[] {1, 1, 1};

        new RelabelledSum(new RelabelledSum.Task[] {new RelabelledSum.Task(4, 2, _ -> 7)})
                .fill(sums, 1, 2, new Dice(RandomSource.L64_X128_MIX.create(1L)));

        assertThat(sums).containsExactly(1, 7, 1);
    }
}
