package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ChangeDateTest {

    private static final RunSpread ALIKE = RunSpread.of(new CertifiedScatter(1, 1_000), List.of());

    private static List<Surprise> changingAt(int change, double shift, int until, SplittableRandom random) {
        List<Surprise> surprises = new ArrayList<>();
        for (int run = 1; run <= until; run++) {
            surprises.add(new Surprise(run, random.nextGaussian() + (run >= change ? shift : 0)));
        }
        return surprises;
    }

    @Test
    void isExactForABreak() {
        ChangeDate date = ChangeDate.of(changingAt(41, 5, 43, new SplittableRandom(1)), ALIKE);

        assertThat(date.likeliest()).isEqualTo(41);
        assertThat(date.earliest()).isEqualTo(41);
        assertThat(date.latest()).isEqualTo(41);
        assertThat(date.orEarlier()).isFalse();
    }

    @Test
    void holdsTheTrueRunAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(2);
        Mean held = new Mean();
        for (int path = 0; path < 500; path++) {
            int change = 20 + random.nextInt(40);
            ChangeDate date = ChangeDate.of(changingAt(change, 1.5, change + 7, random), ALIKE);
            held.add(date.earliest() <= change && change <= date.latest() ? 1 : 0);
        }

        assertThat(held.mean()).isBetween(0.85, 0.97);
    }

    @Test
    void saysWhenMemoryIsTooShort() {
        assertThat(ChangeDate.of(changingAt(1, 2, 30, new SplittableRandom(3)), ALIKE)
                        .orEarlier())
                .isTrue();
    }
}
