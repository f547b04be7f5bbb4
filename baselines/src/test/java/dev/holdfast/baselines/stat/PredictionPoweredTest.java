package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.baselines.stat.PredictionPowered.Sums;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PredictionPoweredTest {
    private static final double[] LABELS = {1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0};
    private static final double[] JUDGED = {1, 1, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0};

    @Test
    void agreesWithItsAuthorsForShares() {
        // ppi_py: _calc_lam_glm(..., clip=True), ppi_mean_pointestimate(Y, Yhat, Yhat_unlabeled) and
        // ppi_mean_ci(Y, Yhat, Yhat_unlabeled, alpha=0.05) with Yhat_unlabeled = [1] * 30 + [0] * 18
        var powered = PredictionPowered.of(LABELS, JUDGED, new Sums(48, 30, 30));

        assertThat(powered.trust()).isCloseTo(0.47049441786283863, within(1e-14));
        assertThat(powered.mean()).isCloseTo(0.6470627325890485, within(1e-14));
        assertThat(powered.interval(0.95).low()).isCloseTo(0.42525161068571316, within(1e-12));
        assertThat(powered.interval(0.95).high()).isCloseTo(0.8688738544923837, within(1e-12));
    }

    @Test
    void agreesWithItsAuthorsForGrades() {
        // the same with Yhat_unlabeled = numpy.linspace(0, 1, 41)
        var unlabelled =
                Sums.of(IntStream.range(0, 41).mapToDouble(i -> i / 40.0).toArray());

        var powered = PredictionPowered.of(
                new double[] {0.2, 0.5, 1, 0.8, 0.4, 0.9, 0.1, 0.7},
                new double[] {0.3, 0.4, 0.9, 0.9, 0.2, 1, 0.3, 0.6},
                unlabelled);

        assertThat(powered.trust()).isCloseTo(0.7692289607015648, within(1e-12));
        assertThat(powered.mean()).isCloseTo(0.5173078279473826, within(1e-12));
        assertThat(powered.standardError()).isCloseTo(0.0607015983938702, within(1e-12));
    }

    @Test
    void doesNotHeedAJudgeThatSaysTheOppositeOrAlwaysTheSame() {
        var opposite = PredictionPowered.of(
                new double[] {1, 0, 1, 0, 1, 0}, new double[] {0, 1, 0, 1, 0, 1}, new Sums(20, 10, 10));
        var constant = PredictionPowered.of(new double[] {1, 0, 1}, new double[] {1, 1, 1}, new Sums(20, 20, 20));

        assertThat(opposite.trust()).isZero();
        assertThat(opposite.mean()).isEqualTo(0.5);
        assertThat(constant.trust()).isZero();
        assertThat(constant.mean()).isCloseTo(2.0 / 3, within(1e-14));
    }

    /// The judge flatters: it calls a third of the bad answers good. The 95 % interval has to hold what people
    /// say in 95 of 100 cases; 400 draws, and 4 standard errors.
    @Test
    void holdsHoweverTheJudgeFlattersAndIsNarrowerThanTheLabelsAlone() {
        var random = new SplittableRandom(20261129);
        var held = 0;
        var narrower = 0;
        for (int i = 0; i < 400; i++) {
            var truth = draw(random, 600, 0.7);
            var judged = DoubleStream.of(truth)
                    .map(good -> good == 1 || random.nextDouble() < 1.0 / 3 ? 1 : 0)
                    .toArray();
            var labels = java.util.Arrays.copyOf(truth, 100);
            var beside = java.util.Arrays.copyOf(judged, 100);
            var powered = PredictionPowered.of(labels, beside, Sums.of(judged).minus(Sums.of(beside)));
            var interval = powered.interval(0.95);
            held += interval.low() <= 0.7 && 0.7 <= interval.high() ? 1 : 0;
            narrower += powered.standardError() < Math.sqrt(Sums.of(labels).variance(0) / 100) ? 1 : 0;
        }

        assertThat(held).isBetween(363, 397);
        assertThat(narrower).isEqualTo(400);
    }

    /// Ten answers to each of thirty tasks, of which people label three, and the judge hears the same tasks again and
    /// again: what holds in 95 of 100 cases is the interval that knows of the tasks; 400 draws, and 4 standard
    /// errors.
    @Test
    void holdsWhereAnswersToOneTaskGoTogether() {
        var random = new SplittableRandom(20261130);
        var held = 0;
        var heldAlone = 0;
        for (int i = 0; i < 400; i++) {
            var tasks = draw(random, 30, 0.6);
            var clusters = IntStream.range(0, 90).map(k -> k / 3).toArray();
            var labels = IntStream.of(clusters).mapToDouble(task -> tasks[task]).toArray();
            var judged = DoubleStream.of(labels)
                    .map(good -> random.nextDouble() < 0.2 ? 1 - good : good)
                    .toArray();
            var rest = Sums.of(IntStream.range(0, 210)
                    .mapToDouble(k -> random.nextDouble() < 0.2 ? 1 - tasks[k % 30] : tasks[k % 30])
                    .toArray());
            var clustered =
                    PredictionPowered.of(labels, judged, clusters, rest, 30).interval(0.95);
            var alone = PredictionPowered.of(labels, judged, rest).interval(0.95);
            held += clustered.low() <= 0.6 && 0.6 <= clustered.high() ? 1 : 0;
            heldAlone += alone.low() <= 0.6 && 0.6 <= alone.high() ? 1 : 0;
        }

        assertThat(heldAlone).as("taken for independent").isLessThan(340);
        assertThat(held).isBetween(363, 399);
    }

    @Test
    void refusesTooLittle() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PredictionPowered.of(new double[] {1}, new double[] {1}, new Sums(5, 5, 5)));
        assertThatIllegalArgumentException().isThrownBy(() -> PredictionPowered.of(LABELS, JUDGED, Sums.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PredictionPowered.of(LABELS, new double[] {1}, new Sums(5, 5, 5)));
    }

    private static double[] draw(SplittableRandom random, int count, double share) {
        return IntStream.range(0, count)
                .mapToDouble(_ -> random.nextDouble() < share ? 1 : 0)
                .toArray();
    }
}
