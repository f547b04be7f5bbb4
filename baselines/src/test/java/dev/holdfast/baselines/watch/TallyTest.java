package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TallyTest {

    @Test
    void countsSuccessesAsThePassFailScaleDoes() {
        assertThat(Tally.ofSuccesses(2, 3)).isEqualTo(Scale.passFail().tally(1, 0, 1));
    }

    @Test
    void addsUp() {
        assertThat(Tally.ofSuccesses(2, 3).plus(Tally.ofSuccesses(0, 2))).isEqualTo(Tally.ofSuccesses(2, 5));
        assertThat(Tally.ofSuccesses(2, 3).plus(Tally.NONE).total()).isEqualTo(3);
    }

    @Test
    void refusesImpossibleCounts() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tally.ofSuccesses(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Tally.ofSuccesses(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tally(new TreeMap<>(Map.of(1, 0))));
    }

    @Test
    void leavesTasksOutThatWereNotMeasured() {
        assertThat(Tallies.of(Map.of("a", Tally.ofSuccesses(0, 0), "b", Tally.ofSuccesses(0, 1)))
                        .byTask())
                .containsOnlyKeys("b");
    }
}
