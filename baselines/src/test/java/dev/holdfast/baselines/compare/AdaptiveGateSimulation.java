package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import dev.holdfast.schema.run.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BetaDistribution;

/// How often gates fail and pass, and what they replay, where the truth is known: looked at on the way, and
/// with repeats fixed at 1, at 3 and at 10. Arguments: gates a row, seed, and optionally the numbers of tasks.
///
/// A row is a suite of `tasks` with K certified replays each, 90 % of which pass; `share` of the binomial variance
/// lies within tasks. The candidate's rates are lowered in proportion, so that the mean falls by `drop` points. The
/// one promise allows 5.
final class AdaptiveGateSimulation {
    private static final int MOST = Looks.MOST;
    private static final double LEVEL = 0.9;

    private final PactFile pact;
    private final SplittableRandom random;
    private int refused;

    private AdaptiveGateSimulation(PactFile pact, SplittableRandom random) {
        this.pact = pact;
        this.random = random;
    }

    public static void main(String[] arguments) throws IOException {
        var gates = Integer.parseInt(arguments[0]);
        var seed = Long.parseLong(arguments[1]);
        System.out.println("| tasks | K | share | drop | auto: fail | pass | open | mean repeats"
                + " | 1: fail | pass | 3: fail | pass | 10: fail | pass | refused |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (var tasks : sizes(arguments)) {
            var pact = new Examples(Files.createTempDirectory("gates"))
                    .pact(tasks, "{metric: ok, max_drop: 5pt, slices: skip}");
            for (var share : new double[] {0.1, 0.3, 1}) {
                for (var drop : new double[] {0, 0.05, 0.08, 0.12}) {
                    new AdaptiveGateSimulation(pact, new SplittableRandom(seed)).row(gates, tasks, share, drop);
                }
            }
        }
    }

    private static int[] sizes(String[] arguments) {
        var sizes = arguments.length > 2 ? arguments[2] : "50,100,200";
        return Arrays.stream(sizes.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private void row(int gates, int tasks, double share, double drop) {
        var fail = new int[4];
        var pass = new int[4];
        var repeats = 0;
        for (var gate = 0; gate < gates; gate++) {
            var rates = rates(tasks, share);
            var baseline = certified(rates);
            var now =
                    Arrays.stream(rates).map(rate -> rate * (1 - drop / LEVEL)).toArray();
            var whole = run("now", now, MOST);
            repeats += count(adaptive(baseline, whole, tasks), 0, fail, pass);
            count(evaluate(baseline, first(whole, tasks, 1)), 1, fail, pass);
            count(evaluate(baseline, first(whole, tasks, 3)), 2, fail, pass);
            count(evaluate(baseline, whole), 3, fail, pass);
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | 3 | %.1f | %.0f | %.3f | %.3f | %.3f | %.2f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %d |%n",
                tasks,
                share,
                100 * drop,
                fail[0] / (double) gates,
                pass[0] / (double) gates,
                1 - (fail[0] + pass[0]) / (double) gates,
                repeats / (double) gates,
                fail[1] / (double) gates,
                pass[1] / (double) gates,
                fail[2] / (double) gates,
                pass[2] / (double) gates,
                fail[3] / (double) gates,
                pass[3] / (double) gates,
                refused);
    }

    /// Runs of coins differ by chance more than the pact allows now and then, and are refused; then three others are
    /// made.
    private Baseline certified(double[] rates) {
        while (true) {
            var runs = Stream.of("a", "b", "c").map(id -> run(id, rates, 1)).toList();
            switch (new Certifier(pact, runs).certify(Examples.NOON, "test")) {
                case Certification.Refused _ -> refused++;
                case Certification.Certified(var certificate, var kept, var control) -> {
                    return new Baseline(certificate, kept, "key", control);
                }
            }
        }
    }

    private static int count(Evaluation evaluation, int column, int[] fail, int[] pass) {
        fail[column] += evaluation.verdict() == Verdict.FAIL ? 1 : 0;
        pass[column] += evaluation.verdict() == Verdict.PASS ? 1 : 0;
        return Math.toIntExact(
                evaluation.coverage().replays() / evaluation.coverage().common());
    }

    private Evaluation adaptive(Baseline baseline, Run whole, int tasks) {
        for (var looks = new Looks(1, MOST); ; looks = new Looks(looks.next().orElseThrow(), MOST)) {
            var run = first(whole, tasks, looks.repeats());
            var looked = new Run(
                    run.id(), Optional.of(plan(tasks, looks.repeats(), OptionalInt.of(MOST))), run.observations());
            var evaluation = evaluate(baseline, looked);
            if (looks.next().isEmpty() || !Looks.undecided(evaluation)) {
                return evaluation;
            }
        }
    }

    private Evaluation evaluate(Baseline baseline, Run run) {
        return Examples.evaluate(pact, baseline, run);
    }

    private static Run first(Run whole, int tasks, int repeats) {
        return new Run(whole.id(), Optional.empty(), whole.observations().subList(0, tasks * repeats));
    }

    private double[] rates(int tasks, double share) {
        var rates = new double[tasks];
        if (share >= 1) {
            Arrays.fill(rates, LEVEL);
            return rates;
        }
        var concentration = share / (1 - share);
        var beta = BetaDistribution.of(LEVEL * concentration, (1 - LEVEL) * concentration);
        Arrays.setAll(rates, _ -> beta.inverseCumulativeProbability(random.nextDouble()));
        return rates;
    }

    private Run run(String id, double[] rates, int repeats) {
        List<Observation> observations = new ArrayList<>();
        for (var repeat = 0; repeat < repeats; repeat++) {
            for (var task = 0; task < rates.length; task++) {
                var right = random.nextDouble() < rates[task];
                observations.add(new Observation(
                        "t" + task,
                        repeat,
                        new Outcome.Answered(right ? "yes" : "no"),
                        Optional.of(Examples.NOON),
                        Optional.of("m1"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Usage.UNKNOWN,
                        1,
                        Map.of(),
                        List.of(),
                        List.of()));
            }
        }
        return new Run(id, Optional.empty(), observations);
    }

    private static RunPlan plan(int tasks, int repeats, OptionalInt most) {
        return new RunPlan(
                "now",
                Examples.NOON,
                "example",
                Digest.of("pact"),
                Digest.of("suite"),
                tasks,
                repeats,
                most,
                "recorded",
                Optional.empty(),
                Digest.of("settings"),
                "test",
                Optional.empty());
    }
}
