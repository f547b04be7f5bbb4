package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PassAtKTest {
    private static final Path AIRLINE = Path.of("../../shared/data/tau-bench/gpt-4o-airline_rewards.csv");

    /// The tau-bench airline leaderboard for GPT-4o, and pass@k and bootstrap standard errors from NumPy: v =
    /// [comb(c, k) / comb(4, k) for c in successes]; np.mean(v), np.std(v) / 50**.5.
    @ParameterizedTest
    @CsvSource({
        "1, .420, .05169139193328034, .420",
        "2, .2733, .054926213130789284, .5667",
        "3, .220, .05596427431853289, .660",
        "4, .200, .05656854249492381, .720",
    })
    void reproducesTheTauBenchLeaderboard(int k, double everyTime, double error, double atLeastOnce)
            throws IOException {
        assumeTrue(Files.exists(AIRLINE), "skipped: " + AIRLINE + " is not here");
        int[] successes = successes();
        int[] trials = new int[successes.length];
        Arrays.fill(trials, 4);

        PassAtK all = PassAtK.everyTime(successes, trials, k);
        PassAtK any = PassAtK.atLeastOnce(successes, trials, k);

        assertThat(all.value()).isCloseTo(everyTime, within(0.00005));
        assertThat(all.standardError()).isCloseTo(error, within(1e-12));
        assertThat(any.value()).isCloseTo(atLeastOnce, within(0.00005));
    }

    @Test
    void isUnbiasedForEverySuccessRate() {
        // one task of 6 trials: the average over the binomial distribution of successes is p^3 and 1 - (1-p)^3
        double p = 0.3;
        double all = 0;
        double any = 0;
        for (int c = 0; c <= 6; c++) {
            double weight = choose(6, c) * Math.pow(p, c) * Math.pow(1 - p, 6 - c);
            all += weight
                    * PassAtK.everyTime(new int[] {c, c}, new int[] {6, 6}, 3).value();
            any += weight
                    * PassAtK.atLeastOnce(new int[] {c, c}, new int[] {6, 6}, 3).value();
        }

        assertThat(all).isCloseTo(Math.pow(p, 3), within(1e-14));
        assertThat(any).isCloseTo(1 - Math.pow(1 - p, 3), within(1e-14));
    }

    @Test
    void doesNotOverflowWithManyTrials() {
        int[] trials = {100_000, 100_000};

        assertThat(PassAtK.everyTime(new int[] {99_999, 99_000}, trials, 500).value())
                .isBetween(0.0, 1.0);
    }

    @Test
    void refusesMoreTriesThanTrialsAndASingleTask() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PassAtK.everyTime(new int[] {1, 1}, new int[] {4, 3}, 4))
                .withMessageContaining("task 1")
                .withMessageContaining("3");
        assertThatIllegalArgumentException().isThrownBy(() -> PassAtK.everyTime(new int[] {1}, new int[] {4}, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PassAtK.atLeastOnce(new int[] {5, 1}, new int[] {4, 4}, 1))
                .withMessageContaining("5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PassAtK.atLeastOnce(new int[] {1, 1}, new int[] {4, 4}, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> PassAtK.atLeastOnce(new int[] {1}, new int[] {4, 4}, 1));
    }

    private static int[] successes() throws IOException {
        List<String> lines = Files.readAllLines(AIRLINE);
        var successes = new int[50];
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            successes[Integer.parseInt(cells.get(0))] += (int) Double.parseDouble(cells.get(2));
        }
        return successes;
    }

    private static double choose(int n, int k) {
        double result = 1;
        for (int i = 1; i <= k; i++) {
            result = result * (n - k + i) / i;
        }
        return result;
    }
}
