package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EBenjaminiHochbergTest {

    @Test
    void takesAsManyAsTheirEvidenceCarriesTogether() {
        // m = 4, level .1: one needs 40, two need 20 each, three 13.3 each
        assertThat(EBenjaminiHochberg.select(List.of(39.0, 1.0, 0.0, 2.0), 0.1)).isEmpty();
        assertThat(EBenjaminiHochberg.select(List.of(39.0, 1.0, 20.0, 2.0), 0.1))
                .containsExactly(0, 2);
        assertThat(EBenjaminiHochberg.select(List.of(14.0, 14.0, 0.0, 14.0), 0.1))
                .containsExactly(0, 1, 3);
    }

    @Test
    void takesNoneOfNone() {
        assertThat(EBenjaminiHochberg.select(List.of(), 0.05)).isEmpty();
    }
}
