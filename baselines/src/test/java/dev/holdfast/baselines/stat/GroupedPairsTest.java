package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GroupedPairsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 10, 23, 59, 60})
    void addsEveryRowAndEveryPairOnce(int size) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(size);
        var matrix = new int[size][size];
        for (int i = 0; i < size; i++) {
            matrix[i][i] = 1_000_000;
            for (int j = 0; j < i; j++) {
                matrix[i][j] = random.nextInt(200);
                matrix[j][i] = matrix[i][j];
            }
        }
        double[] perRow = random.doubles(size).toArray();
        var grouped = new GroupedPairs(matrix, perRow, 0.5);

        for (int chosen = 0; chosen <= size; chosen++) {
            int[] rows = random.ints(0, size).distinct().limit(chosen).toArray();
            int pairs = IntStream.of(rows)
                    .flatMap(i -> IntStream.of(rows).filter(j -> j < i).map(j -> matrix[i][j]))
                    .sum();
            double expected = IntStream.of(rows).mapToDouble(row -> perRow[row]).sum() + 0.5 * pairs;
            long set = IntStream.of(rows).mapToLong(row -> 1L << row).sum();

            assertThat(grouped.of(set)).isCloseTo(expected, within(1e-9));
            assertThat(grouped.of(new long[] {0, set})).containsExactly(0, grouped.of(set));
        }
    }
}
