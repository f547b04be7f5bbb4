package dev.holdfast.baselines.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.cost.Hosting;
import dev.holdfast.schema.cost.HostingReader;
import dev.holdfast.schema.json.InvalidDocumentException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BreakEvenTest {
    @TempDir
    Path folder;

    @Test
    void theWorkedExampleOfTheDocsComesOut() {
        var result = BreakEven.of(HostingReader.read(Path.of("../examples/hosting/hosting.yaml"), Optional.empty()));

        assertThat(result.perMonth()).isEqualTo(47_200);
        assertThat(result.hosted().total()).isEqualByComparingTo("4741.00");
        assertThat(result.selfHosted().total()).isEqualByComparingTo("4920.00");
        assertThat(result.breakEven().orElseThrow()).isBetween(79_900L, 80_100L);
        assertThat(result.machines()).isEqualTo(1);
        assertThat(result.cheaper())
                .containsExactly(new BreakEven.Range(result.breakEven().orElseThrow(), Optional.empty()));
    }

    /// Against adding both sides up at every single volume.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void saysForEveryVolumeWhichWayIsCheaper(long seed) {
        var hosting = any(new SplittableRandom(seed));
        var result = BreakEven.of(hosting);

        for (long volume = 1; volume <= 3000; volume++) {
            var told = volume;
            var cheaper = result.cheaper().stream()
                    .anyMatch(range -> range.from() <= told && range.to().orElse(Long.MAX_VALUE) >= told);
            assertThat(cheaper).as("seed %d, %d tasks", seed, volume).isEqualTo(isCheaper(hosting, volume));
        }
    }

    private static boolean isCheaper(Hosting hosting, long volume) {
        var own = hosting.selfHosted();
        var seconds = hosting.tasks().tokens().doubleValue()
                / own.throughput().tokensPerSecond().doubleValue();
        var capacity = Math.floor(own.throughput().used().doubleValue() * 730 * 3600 / seconds);
        var machines = Math.max(1, Math.ceil(volume / capacity));
        var perMachine = own.machine().perMonth().doubleValue()
                + own.power().idleKw().doubleValue()
                        * 730
                        * own.power().perKwh().doubleValue();
        var energy = (own.power().busyKw().doubleValue() - own.power().idleKw().doubleValue())
                * seconds
                / 3600
                * own.power().perKwh().doubleValue();
        var ours = hours(own.upkeep()) + machines * perMachine + volume * energy;
        var price = hosting.hosted().price();
        var theirs = hours(hosting.hosted().upkeep())
                + volume
                        * (hosting.tasks().inputTokens().doubleValue()
                                        * price.input().doubleValue()
                                + hosting.tasks().outputTokens().doubleValue()
                                        * price.output().doubleValue())
                        / 1e6;
        return ours <= theirs;
    }

    private static double hours(Hosting.Upkeep upkeep) {
        return upkeep.peopleHours().doubleValue() * upkeep.perHour().doubleValue();
    }

    /// So few tasks fit a machine that several are needed within a few thousand.
    private static Hosting any(SplittableRandom random) {
        return new Hosting(
                new Hosting.Tasks(
                        decimal(random, 100, 2000),
                        decimal(random, 1000, 90000),
                        BigDecimal.ZERO,
                        decimal(random, 100, 9000)),
                new Hosting.Hosted(
                        new Hosting.TokenPrice(decimal(random, 1, 9), decimal(random, 1, 30), Optional.empty()),
                        upkeep(random)),
                new Hosting.SelfHosted(
                        new Hosting.Machine(decimal(random, 50, 400)),
                        new Hosting.Power(decimal(random, 0, 1), decimal(random, 1, 3), decimal(random, 0, 1)),
                        new Hosting.Throughput(decimal(random, 20, 60), new BigDecimal("0.5")),
                        upkeep(random)));
    }

    private static Hosting.Upkeep upkeep(SplittableRandom random) {
        return new Hosting.Upkeep(decimal(random, 0, 8), decimal(random, 20, 90), Map.of());
    }

    private static BigDecimal decimal(SplittableRandom random, int from, int to) {
        return BigDecimal.valueOf(random.nextLong(1000L * from, 1000L * to), 3);
    }

    @Test
    void tellsAllThatIsWrongWithAHostingFileAtOnce() throws IOException {
        var path = Files.writeString(folder.resolve("hosting.yaml"), """
                tasks: {per_month: 100, input: 10}
                hosted: {price: {input: 1, outptu: 2}}
                self_hosted:
                  machine: {rent: 5, price: 6}
                  power: {idle: 1, busy: 2, price: 3}
                  throughput: {used: 1.5}
                """);

        assertThatThrownBy(() -> HostingReader.read(path, Optional.empty()))
                .isInstanceOfSatisfying(
                        InvalidDocumentException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.line() + " " + problem.message())
                                .contains(
                                        "1 \"output\" is missing here; or take it from a run, with --measured",
                                        "2 unknown key \"outptu\"; did you mean \"output\"?",
                                        "4 a machine has either a rent for a month, or a price and the months that it lasts",
                                        "6 \"tokens\" is missing here; or measure it, with --measured",
                                        "6 must be at most 1, got 1.5"));
    }
}
