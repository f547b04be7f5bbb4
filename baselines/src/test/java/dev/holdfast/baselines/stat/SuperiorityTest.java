package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SuperiorityTest {
    @Test
    void agreesWithMannWhitneyOnOneTask() {
        double[][] certified = {{1.1, 2.2, 3.3, 0.4}};
        double[][] candidate = {{2.5, 4.1, 3.9}};

        var result = new Superiority(99_999, 1).test(certified, candidate);

        // R: wilcox.test(c(2.5, 4.1, 3.9), c(1.1, 2.2, 3.3, 0.4), alternative = "greater"): W = 11 of 12, p = 0.05714
        assertThat(result.share()).isCloseTo(11.0 / 12, within(1e-12));
        assertThat(result.p()).isCloseTo(0.05714, within(0.003));
    }

    @Test
    void countsTiesHalfAndEveryTaskAlike() {
        double[][] certified = {{1, 1, 1, 1}, {5}};
        double[][] candidate = {{1}, {6}};

        // task by task 1/2 and 1
        assertThat(new Superiority(99, 1).test(certified, candidate).share()).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void isSureOfNothingWhereAllNumbersAreEqual() {
        double[][] same = {{2, 2}, {3, 3}};

        assertThat(new Superiority(99, 1).test(same, same)).isEqualTo(new Superiority.Result(0.5, 1));
    }

    @Test
    void refusesSidesOfDifferentTasks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Superiority(9, 1).test(new double[][] {{1}}, new double[0][]));
    }
}
