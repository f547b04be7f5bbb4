package dev.holdfast.baselines.stat;

/// A two-sided confidence interval, its level in (0, 1), and the name of the method that made it.
public record Interval(double low, double high, double level, String method) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval must run from low to high, but is " + low + " to " + high);
        }
        Arguments.level(level);
    }
}
