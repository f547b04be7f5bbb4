package dev.holdfast.schema.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplaySetTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void holdsWhatASetOfReplaysHolds(int seed) {
        var dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var expected = new HashSet<List<Object>>();
        var replays = new ReplaySet();

        for (var i = 0; i < 2_000; i++) {
            var task = "t" + dice.nextInt(20);
            // as runs count them, around where their counting is left, and as a recording may
            var repeat = switch (dice.nextInt(3)) {
                case 0 -> dice.nextInt(30);
                case 1 -> 8_180 + dice.nextInt(30);
                default -> Integer.MAX_VALUE - dice.nextInt(3);
            };
            assertThat(replays.add(task, repeat)).isEqualTo(expected.add(List.of(task, repeat)));
        }

        assertThat(replays.size()).isEqualTo(expected.size());
        for (var i = 0; i < 2_000; i++) {
            var task = "t" + dice.nextInt(25);
            var repeat = dice.nextInt(40);
            assertThat(replays.contains(task, repeat)).isEqualTo(expected.contains(List.of(task, repeat)));
        }
        assertThat(replays.contains("t1", Integer.MAX_VALUE))
                .isEqualTo(expected.contains(List.of("t1", Integer.MAX_VALUE)));
    }
}
