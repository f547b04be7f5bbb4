package dev.holdfast.baselines.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A simulated agent on a fixed suite whose true behaviour on every task is known, before and after it drifts.
// arrays, because nobody compares agents and boxed numbers would double the time of a simulation
@SuppressWarnings("ArrayRecordComponent")
sealed interface Agent {

    /// The drop that the acceptance table asks for: 5 points of 90.
    double DROP = 0.05 / 0.9;

    Scale scale();

    int tasks();

    double measure(int task, boolean drifted, SplittableRandom random);

    /// The log-likelihood ratio of "drifted" that an oracle who knows the agent (but not which tasks died) would
    /// compute.
    double logRatio(int task, double value);

    /// A watch that starts from so many certified runs of one replay a task.
    default DetectorState watched(WatchPlan plan, int certifiedRuns, SplittableRandom random) {
        List<Tallies> certified = new ArrayList<>();
        for (int run = 0; run < certifiedRuns; run++) {
            certified.add(certifiedRun(random));
        }
        return Detector.start(
                plan.knowing(CertifiedScatter.of(scale(), certified)),
                certified.stream().reduce(Tallies.NONE, Tallies::plus));
    }

    default Tallies certifiedRun(SplittableRandom random) {
        return run(1, false, random);
    }

    default Tallies run(int replays, boolean drifted, SplittableRandom random) {
        TreeMap<String, Tally> run = new TreeMap<>();
        for (int task = 0; task < tasks(); task++) {
            int fixed = task;
            double[] values = new double[replays];
            Arrays.setAll(values, _ -> measure(fixed, drifted, random));
            run.put("task-" + task, scale().tally(values));
        }
        return new Tallies(run);
    }

    /// Tasks pass with probability `rates[i]`; drift kills `dead` tasks, or all rates fall by a 18th where none is
    /// dead.
    record PassFail(double[] rates, boolean[] dead, boolean uniform) implements Agent {

        private static final double MEAN = 0.9;
        private static final double NEVER_QUITE = 1e-6;
        private static final double LOG_KEPT = Math.log1p(-DROP);

        /// `share` is the part of the binomial variance that lies within tasks: 0 all deterministic, 1 all alike.
        static PassFail of(int tasks, double share, boolean uniform, SplittableRandom random) {
            double[] rates = new double[tasks];
            Arrays.setAll(rates, _ -> Math.clamp(rate(share, random), NEVER_QUITE, 1 - NEVER_QUITE));
            boolean[] dead = new boolean[tasks];
            for (int left = (int) Math.round(tasks * 0.05); left > 0 && !uniform; ) {
                int task = random.nextInt(tasks);
                if (!dead[task] && rates[task] > 0.5) {
                    dead[task] = true;
                    left--;
                }
            }
            return new PassFail(rates, dead, uniform);
        }

        private static double rate(double share, SplittableRandom random) {
            if (share >= 1) {
                return MEAN;
            }
            double concentration = share / (1 - share);
            return Draws.beta(MEAN * concentration, (1 - MEAN) * concentration, random);
        }

        @Override
        public Scale scale() {
            return Scale.passFail();
        }

        @Override
        public int tasks() {
            return rates.length;
        }

        @Override
        public double measure(int task, boolean drifted, SplittableRandom random) {
            double rate = !drifted ? rates[task] : uniform ? rates[task] * (1 - DROP) : dead[task] ? 0 : rates[task];
            return random.nextDouble() < rate ? 1 : 0;
        }

        @Override
        public double logRatio(int task, double value) {
            double rate = rates[task];
            return value == 1 ? LOG_KEPT : Math.log((1 - rate * (1 - DROP)) / (1 - rate));
        }
    }

    /// Grades on five steps; `noise` is the chance that a replay is not the task's usual grade; drift takes a step
    /// off one grade in five, which is 5 points.
    record Grades(int[] usual, double noise) implements Agent {

        private static final double STEP = 0.25;
        private static final double SLIPS = 0.2;

        static Grades of(int tasks, double noise, SplittableRandom random) {
            int[] usual = new int[tasks];
            Arrays.setAll(usual, _ -> 2 + random.nextInt(3));
            return new Grades(usual, noise);
        }

        @Override
        public Scale scale() {
            return Scale.graded();
        }

        @Override
        public int tasks() {
            return usual.length;
        }

        @Override
        public double measure(int task, boolean drifted, SplittableRandom random) {
            int grade = random.nextDouble() < noise ? usual[task] - 1 + random.nextInt(2) * 2 : usual[task];
            grade = Math.min(grade, 4);
            return STEP * (drifted && random.nextDouble() < SLIPS ? grade - 1 : grade);
        }

        @Override
        public double logRatio(int task, double value) {
            int grade = (int) Math.round(value / STEP);
            double now = (1 - SLIPS) * chance(task, grade) + SLIPS * chance(task, grade + 1);
            return Math.log(now / Math.max(chance(task, grade), 1e-9));
        }

        private double chance(int task, int grade) {
            double up = usual[task] == 4 ? 0 : noise / 2;
            return switch (grade - usual[task]) {
                case 0 -> 1 - noise / 2 - up;
                case -1 -> noise / 2;
                case 1 -> up;
                default -> 0;
            };
        }
    }

    /// Seconds, log-normal around each task's own median; drift makes every task `SLOWER`.
    record Seconds(double[] medians, double spread) implements Agent {

        private static final double SLOWER = Math.log(1.05);

        static Seconds of(int tasks, double spread, SplittableRandom random) {
            double[] medians = new double[tasks];
            Arrays.setAll(medians, _ -> Math.exp(random.nextGaussian()));
            return new Seconds(medians, spread);
        }

        @Override
        public Scale scale() {
            return Scale.positiveLowerIsBetter();
        }

        @Override
        public int tasks() {
            return medians.length;
        }

        @Override
        public double measure(int task, boolean drifted, SplittableRandom random) {
            return medians[task] * Math.exp(spread * random.nextGaussian() + (drifted ? SLOWER : 0));
        }

        @Override
        public double logRatio(int task, double value) {
            double z = Math.log(value / medians[task]) / spread;
            double shift = SLOWER / spread;
            return shift * z - shift * shift / 2;
        }
    }

    /// An agent of which each run misses some tasks: they time out, or the budget ran out.
    record Patchy(Agent whole, double missing) implements Agent {

        @Override
        public Scale scale() {
            return whole.scale();
        }

        @Override
        public int tasks() {
            return whole.tasks();
        }

        @Override
        public double measure(int task, boolean drifted, SplittableRandom random) {
            return whole.measure(task, drifted, random);
        }

        @Override
        public double logRatio(int task, double value) {
            return whole.logRatio(task, value);
        }

        /// The certificate is whole.
        @Override
        public Tallies certifiedRun(SplittableRandom random) {
            return whole.certifiedRun(random);
        }

        @Override
        public Tallies run(int replays, boolean drifted, SplittableRandom random) {
            TreeMap<String, Tally> run =
                    new TreeMap<>(whole.run(replays, drifted, random).byTask());
            run.values().removeIf(_ -> random.nextDouble() < missing);
            return new Tallies(run);
        }
    }

    /// An agent whose provider is slow on some days: all answers of a run share a factor.
    record Moody(Seconds calm, double mood) implements Agent {

        @Override
        public Scale scale() {
            return calm.scale();
        }

        @Override
        public int tasks() {
            return calm.tasks();
        }

        @Override
        public double measure(int task, boolean drifted, SplittableRandom random) {
            return calm.measure(task, drifted, random);
        }

        @Override
        public double logRatio(int task, double value) {
            return calm.logRatio(task, value);
        }

        @Override
        public Tallies run(int replays, boolean drifted, SplittableRandom random) {
            double factor = Math.exp(mood * random.nextGaussian());
            TreeMap<String, Tally> run = new TreeMap<>();
            for (int task = 0; task < tasks(); task++) {
                run.put("task-" + task, scale().tally(factor * measure(task, drifted, random)));
            }
            return new Tallies(run);
        }
    }
}
