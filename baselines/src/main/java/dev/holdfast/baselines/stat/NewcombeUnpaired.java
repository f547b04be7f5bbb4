package dev.holdfast.baselines.stat;

/// Interval of the difference candidate − certified of two independent proportions from their two Wilson
/// intervals.
///
/// Reference: method 10 of Newcombe (1998), Statistics in Medicine 17, 873-890. For trials that are paired by task
/// use [NewcombePaired], which is narrower.
public final class NewcombeUnpaired {
    private NewcombeUnpaired() {}

    /// Two-sided interval in [−1, 1].
    public static Interval of(
            int certifiedSuccesses, int certifiedTrials, int newSuccesses, int newTrials, double level) {
        double before = proportion(certifiedSuccesses, certifiedTrials, "certified");
        double after = proportion(newSuccesses, newTrials, "new");
        Interval wilsonBefore = WilsonInterval.of(before, certifiedTrials, level);
        Interval wilsonAfter = WilsonInterval.of(after, newTrials, level);
        double down = Math.hypot(after - wilsonAfter.low(), wilsonBefore.high() - before);
        double up = Math.hypot(wilsonAfter.high() - after, before - wilsonBefore.low());
        return new Interval(after - before - down, after - before + up, level, "Newcombe unpaired (method 10)");
    }

    private static double proportion(int successes, int trials, String name) {
        Arguments.atLeast(1, trials, name + " trials");
        Arguments.counts(successes, trials, name);
        return (double) successes / trials;
    }
}
