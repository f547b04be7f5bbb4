package dev.holdfast.baselines.watch;

import java.util.Locale;

/// A mean of simulated values with its standard error.
final class Mean {

    private int count;
    private double sum;
    private double squares;

    void add(double value) {
        count++;
        sum += value;
        squares += value * value;
    }

    double mean() {
        return sum / count;
    }

    double standardError() {
        return Math.sqrt(Math.max(0, squares / count - mean() * mean()) / count);
    }

    String text(int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f ± %." + digits + "f", mean(), standardError());
    }
}
