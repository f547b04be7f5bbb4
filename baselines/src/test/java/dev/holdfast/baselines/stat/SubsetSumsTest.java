package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SubsetSumsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 100})
    void addsTheValuesWhoseBitsAreSet(int size) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(size);
        double[] values = random.doubles(size).toArray();
        var sums = new SubsetSums(values);

        for (int i = 0; i < 50; i++) {
            BitSet members = new BitSet(size);
            random.ints(size / 2 + 1, 0, size).forEach(members::set);
            long[] bits = java.util.Arrays.copyOf(members.toLongArray(), RandomSubset.words(size));

            assertThat(sums.of(bits))
                    .isCloseTo(
                            members.stream()
                                    .mapToDouble(member -> values[member])
                                    .sum(),
                            within(1e-12));
        }
    }
}
