package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChangePointTest {
    @Test
    void findsACleanStepToTheValue() {
        var result = new ChangePoint(999, 1).ofFall(step(30, 12, 1, 0, new SplittableRandom(1)));

        assertThat(result.after()).isEqualTo(12);
        assertThat(result.low()).isEqualTo(12);
        assertThat(result.high()).isEqualTo(12);
        assertThat(result.before()).isEqualTo(1);
        assertThat(result.behind()).isZero();
        assertThat(result.p()).isEqualTo(0.001);
    }

    /// NumPy: x = numpy.array([.9,.8,1,.7,.9,1,.8,.6,.9,.3,.2,.4,.1,.3,.2,.5]); k = numpy.arange(5, 12)
    /// e = [numpy.var(x[:i])*i + numpy.var(x[i:])*(16-i) for i in k]
    /// w = (k*(16-k))**-.5 * numpy.array(e)**-7.; (w/w.sum())[4] gives 0.98634 for k = 9, which alone holds 98 %
    @Test
    void agreesWithThePosteriorInNumPy() {
        var result = new ChangePoint(999, 1)
                .ofFall(new double[] {.9, .8, 1, .7, .9, 1, .8, .6, .9, .3, .2, .4, .1, .3, .2, .5});

        assertThat(result.after()).isEqualTo(9);
        assertThat(result.low()).isEqualTo(9);
        assertThat(result.high()).isEqualTo(9);
        assertThat(result.before()).isCloseTo(7.6 / 9, within(1e-12));
        assertThat(result.behind()).isCloseTo(2.0 / 7, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.95,0.7,200,140", "0.9,0.5,120,60", "1,0.6,100,30"})
    void coversTheTruePlaceAboutAsOftenAsItSays(double before, double behind, int length, int place) {
        var covered = IntStream.range(0, 200)
                .filter(seed -> {
                    var result = new ChangePoint(1, 1)
                            .ofFall(step(length, place, before, behind, new SplittableRandom(seed)));
                    return result.low() <= place && place <= result.high();
                })
                .count();

        // 90 % of 200, less 3 standard errors
        assertThat(covered).isGreaterThanOrEqualTo(167);
    }

    @Test
    void findsNothingMoreOftenThanItMayWhereNothingChanges() {
        var found = IntStream.range(0, 400)
                .filter(seed -> new ChangePoint(199, seed)
                                .ofFall(step(60, 30, .9, .9, new SplittableRandom(1000 + seed)))
                                .p()
                        <= 0.05)
                .count();

        // qbinom(.999, 400, .05) = 34
        assertThat(found).isLessThanOrEqualTo(34);
    }

    @Test
    void aRiseIsNoFall() {
        var result = new ChangePoint(199, 1).ofFall(step(40, 20, 0, 1, new SplittableRandom(1)));

        assertThat(result.p()).isGreaterThan(0.5);
    }

    @Test
    void aSeriesWithoutAnyVariationHasNoChange() {
        var result = new ChangePoint(199, 1).ofFall(step(40, 20, 1, 1, new SplittableRandom(1)));

        assertThat(result.p()).isEqualTo(1);
        assertThat(result.low()).isEqualTo(5);
        assertThat(result.high()).isEqualTo(35);
    }

    @Test
    void refusesASeriesThatIsTooShort() {
        assertThatThrownBy(() -> new ChangePoint(9, 1).ofFall(new double[9]))
                .hasMessageContaining("number of values must be at least 10");
    }

    private static double[] step(int length, int place, double before, double behind, SplittableRandom random) {
        return IntStream.range(0, length)
                .mapToDouble(i -> random.nextDouble() < (i < place ? before : behind) ? 1 : 0)
                .toArray();
    }
}
