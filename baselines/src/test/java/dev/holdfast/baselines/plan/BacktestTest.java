package dev.holdfast.baselines.plan;

import static dev.holdfast.baselines.compare.Examples.certified;
import static dev.holdfast.baselines.compare.Examples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.Examples;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestTest {
    private static final int TASKS = 100;

    private final PactFile pact;
    private final Baseline baseline;

    BacktestTest(@TempDir Path folder) {
        pact = new Examples(folder).pact(TASKS, "{metric: ok, max_drop: 5pt}");
        baseline = certified(pact, noisy("a", 1, 0), noisy("b", 2, 0), noisy("c", 3, 0));
    }

    @Test
    void staysQuietWhileNothingChanges() {
        var history = backtest(runs(30, 30));

        assertThat(history.alarms()).isEmpty();
        assertThat(history.runs()).hasSize(30).noneMatch(History.Entry::alarm);
        assertThat(history.streams()).as("the whole, and the tags even and odd").isEqualTo(3);
    }

    @Test
    void alarmsSoonAfterTheChangeAndDatesIt() {
        var history = backtest(runs(30, 20));

        assertThat(history.runs().subList(0, 20)).noneMatch(History.Entry::alarm);
        assertThat(history.runs().subList(22, 30)).allMatch(History.Entry::alarm);
        var first = history.alarms().getFirst();
        assertThat(List.of("run-20", "run-21", "run-22")).contains(first.run());
        assertThat(List.of("run-19", "run-20", "run-21")).contains(first.likeliest());
    }

    @Test
    void listsWhatStandsChangedAtTheEndWithFewFalseOnes() {
        assertThat(backtest(runs(30, 30)).discoveries()).isEmpty();
        assertThat(backtest(List.of()).discoveries()).isEmpty();

        var discoveries = backtest(runs(30, 20)).discoveries();

        assertThat(discoveries).extracting(History.Discovery::slice).contains(Optional.empty());
        assertThat(discoveries).allMatch(discovery -> discovery.rate() <= Confidence.DEFAULT.alpha());
    }

    @Test
    void leavesTheCertifiedRunsOut() {
        var recorded = new ArrayList<>(baseline.runs());
        recorded.addAll(runs(3, 3));

        var history = backtest(recorded);

        assertThat(history.runs()).hasSize(3);
        assertThat(history.notes()).anyMatch(note -> note.startsWith("3 of the runs were certified"));
    }

    @Test
    void readsAnOutageAsNeitherQuietNorAlarm() {
        var recorded = new ArrayList<>(runs(5, 5));
        recorded.add(run("outage", TASKS, _ -> Examples.failed()));

        var outage = backtest(recorded).runs().getLast();

        assertThat(outage.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(outage.alarm()).isFalse();
    }

    private History backtest(List<Run> runs) {
        return new Backtest(pact, baseline, Confidence.DEFAULT, "test").over(runs);
    }

    /// Runs of which a tenth of the tasks stops working at one of them.
    private static List<Run> runs(int count, int change) {
        var runs = new ArrayList<Run>();
        for (var i = 0; i < count; i++) {
            runs.add(noisy("run-" + i, 100 + i, i < change ? 0 : 10));
        }
        return runs;
    }

    /// Most tasks always pass, the last ten are coins, and the first few are dead.
    private static Run noisy(String id, long seed, int dead) {
        var random = new SplittableRandom(seed);
        return run(id, TASKS, i -> {
            var right = i >= dead && (i < TASKS - 10 || random.nextDouble() < 0.7);
            return new Outcome.Answered(right ? "yes" : "no");
        });
    }
}
