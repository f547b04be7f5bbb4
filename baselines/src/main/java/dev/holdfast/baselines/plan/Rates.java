package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.watch.Scale;
import dev.holdfast.baselines.watch.Tallies;
import dev.holdfast.baselines.watch.Tally;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Tasks that are right or wrong, each at a rate of its own that is not known.
///
/// Rates have a beta prior across tasks, of the given mean, and so wide that `noise` of the binomial variance lies
/// within tasks; each task's own counts sharpen it (empirical Bayes). A drift lowers all rates in proportion, which
/// is harder to see than a few tasks that stop working.
///
/// @param successes  by task: how many certified replays were good, where good is what the promise wants
/// @param replicates by task; the counts of a suite that was never certified are 0, and are drawn
/// @param wanted     certified replays that a suite without a certificate would have
/// @param shared     how much tasks of one cluster go together
/// @param goodIsHigh whether the metric itself is the share of good replays
// arrays, because nobody compares suites and boxed numbers would double the time of a simulation
@SuppressWarnings("ArrayRecordComponent")
record Rates(
        Scale scale,
        int[] successes,
        int[] replicates,
        int wanted,
        double mean,
        double noise,
        boolean goodIsHigh,
        SharedNoise shared)
        implements Behaviour {
    /// The quiet and the noisy end of what real suites do at temperature 0: median and, about, the 80th percentile.
    static final double[] USUAL_NOISE = {0.1, 0.3};

    private static final double LEAST_NOISE = 0.02;

    /// Fewer tasks with several replays tell too little about their noise.
    private static final int ENOUGH = 10;

    /// What is known about the noise: one number, or the usual range.
    static double[] noises(int[] successes, int[] replicates) {
        if (Arrays.equals(successes, replicates)) {
            // where nothing failed, there is next to no noise, whatever it is a share of
            return new double[] {USUAL_NOISE[0]};
        }
        var noise = noise(successes, replicates);
        return Double.isNaN(noise) ? USUAL_NOISE : new double[] {noise};
    }

    /// The share of the binomial variance that lies within tasks, or not a number where the counts do not tell it.
    static double noise(int[] successes, int[] replicates) {
        double within = 0;
        double good = 0;
        var tasks = 0;
        for (var i = 0; i < successes.length; i++) {
            if (replicates[i] > 1) {
                double n = replicates[i];
                within += successes[i] * (n - successes[i]) / (n * (n - 1));
                good += successes[i] / n;
                tasks++;
            }
        }
        var mean = good / tasks;
        if (tasks < ENOUGH || mean <= 0 || mean >= 1) {
            return Double.NaN;
        }
        return Math.clamp(within / tasks / (mean * (1 - mean)), LEAST_NOISE, 1 - LEAST_NOISE);
    }

    @Override
    public int tasks() {
        return successes.length;
    }

    @Override
    public double certifiedReplays() {
        return Math.max(wanted, Arrays.stream(replicates).average().orElse(0));
    }

    @Override
    public double level() {
        return goodIsHigh ? mean : 1 - mean;
    }

    @Override
    public Drawn draw(Design design, double size, SplittableRandom random) {
        return drawn(design, size, random);
    }

    Suite drawn(Design design, double size, SplittableRandom random) {
        var suite = new Suite(this, design, Math.max(0, 1 - size / mean));
        for (var task = 0; task < design.tasks(); task++) {
            var like = design.like(task, tasks(), random);
            var rate = rate(successes[like], replicates[like], random);
            var more = design.extra() + (replicates[like] == 0 ? wanted : 0);
            suite.rates[task] = rate;
            suite.clusters[task] = shared.clusterOf(task, like, design);
            suite.replicates[task] = replicates[like] + more;
            suite.successes[task] = successes[like] + successes(rate, more, random);
        }
        return suite;
    }

    private double rate(int good, int all, SplittableRandom random) {
        var concentration = noise / (1 - noise);
        return BetaDraws.draw(concentration * mean + good, concentration * (1 - mean) + all - good, random);
    }

    private static int successes(double rate, int replays, SplittableRandom random) {
        var successes = 0;
        for (var replay = 0; replay < replays; replay++) {
            successes += random.nextDouble() < rate ? 1 : 0;
        }
        return successes;
    }

    /// One suite whose rates are known to the simulation, and to nobody else.
    static final class Suite implements Drawn {
        final double[] rates;
        final int[] successes;
        final int[] replicates;
        final int[] clusters;
        private final SharedNoise shared;
        private final Design design;
        private final double kept;
        private final int bad;
        private final int good;

        private Suite(Rates of, Design design, double kept) {
            this.rates = new double[design.tasks()];
            this.successes = new int[design.tasks()];
            this.replicates = new int[design.tasks()];
            this.clusters = new int[design.tasks()];
            this.shared = of.shared;
            this.design = design;
            this.kept = kept;
            this.bad = of.scale.tally(0).counts().firstKey();
            this.good = of.scale.tally(1).counts().firstKey();
        }

        /// How many replays of each task are good in one run.
        int[] goodReplays(boolean drifted, SplittableRandom random) {
            var left = drifted ? kept : 1;
            var goodReplays = new int[rates.length];
            if (shared.isNone()) {
                Arrays.setAll(goodReplays, task -> Rates.successes(rates[task] * left, design.repeats(), random));
                return goodReplays;
            }
            for (var repeat = 0; repeat < design.repeats(); repeat++) {
                var replay = shared.replay(clusters, random);
                for (var task = 0; task < rates.length; task++) {
                    goodReplays[task] += replay[task] < rates[task] * left ? 1 : 0;
                }
            }
            return goodReplays;
        }

        @Override
        public Tallies certified() {
            return tallies(successes, replicates);
        }

        @Override
        public Tallies run(boolean drifted, SplittableRandom random) {
            var all = new int[rates.length];
            Arrays.fill(all, design.repeats());
            return tallies(goodReplays(drifted, random), all);
        }

        private Tallies tallies(int[] goodReplays, int[] all) {
            var tallies = new TreeMap<String, Tally>();
            for (var task = 0; task < all.length; task++) {
                var counts = new TreeMap<Integer, Integer>();
                if (goodReplays[task] > 0) {
                    counts.put(good, goodReplays[task]);
                }
                if (goodReplays[task] < all[task]) {
                    counts.put(bad, all[task] - goodReplays[task]);
                }
                tallies.put("task-" + task, new Tally(counts));
            }
            return new Tallies(tallies);
        }
    }
}
