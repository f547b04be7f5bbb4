package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CohenKappaTest {
    private static final int[] FIRST = {0, 0, 1, 1, 2, 2, 0, 1, 2, 0, 1, 1, 0, 2, 2, 1, 0, 0, 1, 2};
    private static final int[] SECOND = {0, 1, 1, 1, 2, 0, 0, 1, 2, 0, 2, 1, 0, 2, 1, 1, 0, 0, 0, 2};

    @Test
    void agreesWithStatsmodels() {
        CohenKappa kappa = CohenKappa.of(FIRST, SECOND, 3);

        // statsmodels.stats.inter_rater.cohens_kappa(table): kappa, std_kappa, kappa_low, kappa_upp
        assertThat(kappa.agreement()).isCloseTo(0.75, within(1e-14));
        assertThat(kappa.kappa()).isCloseTo(0.6226415094339622, within(1e-14));
        assertThat(kappa.standardError()).isCloseTo(0.14537126767424896, within(1e-14));
        assertThat(kappa.interval(0.95).low()).isCloseTo(0.3377190604055024, within(1e-10));
        assertThat(kappa.interval(0.95).high()).isCloseTo(0.907563958462422, within(1e-10));
    }

    @Test
    void isAsSureAsWithoutClustersWhereEveryItemIsItsOwn() {
        var clusters = IntStream.range(0, FIRST.length).toArray();

        var clustered = CohenKappa.of(FIRST, SECOND, 3, clusters);

        assertThat(clustered.standardError())
                .isCloseTo(CohenKappa.of(FIRST, SECOND, 3).standardError() * Math.sqrt(20.0 / 19), within(1e-14));
    }

    @Test
    void isNoSurerWhereEachItemIsLookedAtThreeTimes() {
        var once = IntStream.range(0, FIRST.length).toArray();
        var thrice = IntStream.range(0, 3 * FIRST.length).map(i -> i / 3).toArray();
        var first = IntStream.of(thrice).map(i -> FIRST[i]).toArray();
        var second = IntStream.of(thrice).map(i -> SECOND[i]).toArray();

        assertThat(CohenKappa.of(first, second, 3, thrice).standardError())
                .isCloseTo(CohenKappa.of(FIRST, SECOND, 3, once).standardError(), within(1e-14));
        assertThat(CohenKappa.of(first, second, 3).standardError())
                .as("taken for independent")
                .isLessThan(CohenKappa.of(FIRST, SECOND, 3).standardError() / 1.7);
    }

    @Test
    void isOneForEqualAndMinusOneForOppositeJudges() {
        assertThat(CohenKappa.of(FIRST, FIRST, 3).kappa()).isCloseTo(1, within(1e-14));
        assertThat(CohenKappa.of(new int[] {0, 1}, new int[] {1, 0}, 2).kappa()).isCloseTo(-1, within(1e-14));
    }

    @Test
    void doesNotDependOnTheOrderOfTheJudges() {
        assertThat(CohenKappa.of(SECOND, FIRST, 3).kappa())
                .isCloseTo(CohenKappa.of(FIRST, SECOND, 3).kappa(), within(1e-14));
    }

    @Test
    void refusesWhereKappaIsUndefined() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohenKappa.of(new int[] {1, 1, 1}, new int[] {1, 1, 1}, 2))
                .withMessageContaining("undefined");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CohenKappa.of(new int[] {3}, new int[] {0}, 3))
                .withMessageContaining("3");
        assertThatIllegalArgumentException().isThrownBy(() -> CohenKappa.of(new int[2], new int[3], 2));
        assertThatIllegalArgumentException().isThrownBy(() -> CohenKappa.of(new int[0], new int[0], 2));
    }
}
