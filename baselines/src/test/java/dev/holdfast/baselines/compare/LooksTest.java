package dev.holdfast.baselines.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LooksTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 10, 100})
    void spendsTheWholeLevelAndNoMoreOverAllLooks(int most) {
        var spent = looks(most).stream().mapToDouble(look -> look.share(0.05)).sum();

        assertThat(spent).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void looksAfterEveryDoublingAndAtTheMost() {
        assertThat(looks(10)).extracting(Looks::repeats).containsExactly(1, 2, 4, 10);
        assertThat(looks(10)).extracting(Looks::number).containsExactly(1, 2, 3, 4);
        assertThat(looks(3)).extracting(Looks::repeats).containsExactly(1, 3);
        assertThat(looks(1)).extracting(Looks::repeats).containsExactly(1);
    }

    private static List<Looks> looks(int most) {
        var looks = new ArrayList<>(List.of(new Looks(1, most)));
        while (looks.getLast().next().isPresent()) {
            looks.add(new Looks(looks.getLast().next().getAsInt(), most));
        }
        return looks;
    }
}
