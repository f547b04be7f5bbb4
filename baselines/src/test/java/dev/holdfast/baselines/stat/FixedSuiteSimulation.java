package dev.holdfast.baselines.stat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/// Power and false alarms of [StratifiedExactTest] on suites like those of real agents, printed as a Markdown
/// table beside an independent simulation.
///
/// A task succeeds at its own rate, drawn from a beta distribution with mean .90 of which `share` is the part of
/// the binomial variance that lies within tasks (the median of real suites is .1). Arguments: repeats a row, seed,
/// and the reference file, which is put in brackets where it is given.
final class FixedSuiteSimulation {
    private static final double MEAN = 0.9;
    private static final double DROP = 0.05;
    private static final double ALPHA = 0.05;
    /// 5 % over 100 runs, by Bonferroni.
    private static final double STRICT_ALPHA = 0.0005;

    private enum Drift {
        NONE("none"),
        UNIFORM("uniform -5pt"),
        CONCENTRATED("concentrated -5pt");

        private final String label;

        Drift(String label) {
            this.label = label;
        }

        double rate(double certified, UniformRandomProvider random) {
            return switch (this) {
                case NONE -> certified;
                case UNIFORM -> certified * (1 - DROP / MEAN);
                case CONCENTRATED -> random.nextDouble() < DROP / MEAN ? 0 : certified;
            };
        }
    }

    private record Design(double share, int tasks, int replicates, int replays, Drift drift) {
        Tail simulate(UniformRandomProvider random) {
            ContinuousDistribution.Sampler rates = rates(random);
            List<TaskCounts> counts = IntStream.range(0, tasks)
                    .mapToObj(task -> {
                        double rate = rates.sample();
                        double now = drift.rate(rate, random);
                        int certified = successes(replicates, rate, random);
                        return new TaskCounts(certified, replicates, successes(replays, now, random), replays);
                    })
                    .toList();
            return StratifiedExactTest.fewerSuccesses(counts);
        }

        private ContinuousDistribution.Sampler rates(UniformRandomProvider random) {
            if (share == 1) {
                return () -> MEAN;
            }
            double size = share / (1 - share);
            return BetaDistribution.of(size * MEAN, size * (1 - MEAN)).createSampler(random);
        }

        String key(String test, String alpha) {
            return "%s,%d,%d,%d,%s,%s,%s".formatted(share, tasks, replicates, replays, drift.label, test, alpha);
        }
    }

    /// Shares of repeats in which the test alarmed.
    private record Rates(double exact, double exactStrict, double midP, double midPStrict) {
        static Rates of(Design design, int repeats, long seed) {
            UniformRandomProvider random = RandomSource.L64_X128_MIX.create(seed);
            List<Tail> tails = IntStream.range(0, repeats)
                    .mapToObj(repeat -> design.simulate(random))
                    .toList();
            return new Rates(
                    share(tails.stream().mapToDouble(Tail::p), ALPHA, repeats),
                    share(tails.stream().mapToDouble(Tail::p), STRICT_ALPHA, repeats),
                    share(tails.stream().mapToDouble(Tail::midP), ALPHA, repeats),
                    share(tails.stream().mapToDouble(Tail::midP), STRICT_ALPHA, repeats));
        }

        private static double share(DoubleStream p, double alpha, double repeats) {
            return p.filter(value -> value <= alpha).count() / repeats;
        }
    }

    private FixedSuiteSimulation() {}

    public static void main(String[] arguments) throws IOException {
        int repeats = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        Map<String, Double> reference = arguments.length > 2 ? reference(Path.of(arguments[2])) : Map.of();
        List<Design> designs = designs();
        List<Rates> rates = IntStream.range(0, designs.size())
                .parallel()
                .mapToObj(i -> Rates.of(designs.get(i), repeats, seed + i))
                .toList();
        System.out.println("| share | tasks | K | J | drift | exact .05 | exact .0005 | mid-p .05 | mid-p .0005 |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int i = 0; i < designs.size(); i++) {
            System.out.println(row(designs.get(i), rates.get(i), reference));
        }
    }

    private static String row(Design design, Rates rates, Map<String, Double> reference) {
        List<String> cells = List.of(
                String.valueOf(design.share),
                String.valueOf(design.tasks),
                String.valueOf(design.replicates),
                String.valueOf(design.replays),
                design.drift.label,
                beside(rates.exact, design.key("stratified_exact", "0.05"), reference),
                beside(rates.exactStrict, design.key("stratified_exact", "0.0005"), reference),
                beside(rates.midP, design.key("stratified_midp", "0.05"), reference),
                beside(rates.midPStrict, design.key("stratified_midp", "0.0005"), reference));
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String beside(double rate, String key, Map<String, Double> reference) {
        String found = String.format(Locale.ROOT, "%.4f", rate);
        if (reference.isEmpty()) {
            return found;
        }
        return found + String.format(Locale.ROOT, " (%.4f)", Objects.requireNonNull(reference.get(key), key));
    }

    private static List<Design> designs() {
        var designs = new ArrayList<Design>();
        for (double share : new double[] {0.1, 0.2, 0.5, 1.0}) {
            for (int tasks : new int[] {50, 100, 200}) {
                for (Drift drift : Drift.values()) {
                    for (int replicates : new int[] {1, 3, 5, 10}) {
                        designs.add(new Design(share, tasks, replicates, 1, drift));
                    }
                    designs.add(new Design(share, tasks, 10, 3, drift));
                }
            }
        }
        return designs;
    }

    private static Map<String, Double> reference(Path file) throws IOException {
        var rates = new HashMap<String, Double>();
        for (String line : Files.readAllLines(file)) {
            int comma = line.lastIndexOf(',');
            if (Character.isDigit(line.charAt(0))) {
                rates.put(line.substring(0, comma), Double.valueOf(line.substring(comma + 1)));
            }
        }
        return rates;
    }

    private static int successes(int replays, double rate, UniformRandomProvider random) {
        int successes = 0;
        for (int i = 0; i < replays; i++) {
            successes += random.nextDouble() < rate ? 1 : 0;
        }
        return successes;
    }
}
