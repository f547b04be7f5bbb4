package dev.holdfast.reports.reading;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.LongStream;

/// A stretch of numbers on which values are placed.
public record Axis(double low, double high) {
    private static final double MARGIN = 0.07;
    private static final int MOST_STEPS = 5;

    /// A labelled place.
    public record Tick(double value, String label) {}

    /// One that has room for all finite ones of the values.
    public static Axis around(double... values) {
        var finite = Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
        if (finite.getCount() == 0) {
            return new Axis(0, 1);
        }
        var span = finite.getMax() - finite.getMin();
        var room = span > 0 ? span * MARGIN : Math.max(Math.abs(finite.getMax()) * MARGIN, 1e-9);
        return new Axis(finite.getMin() - room, finite.getMax() + room);
    }

    /// The same, cut off where no value can lie.
    public Axis within(double lowest, double highest) {
        return new Axis(Math.max(low, lowest), Math.min(high, highest));
    }

    /// Where the value lies, from 0 to 1; outside values lie on the edge.
    public double share(double value) {
        return Math.clamp((value - low) / (high - low), 0, 1);
    }

    /// Round numbers along the axis, at most six.
    public List<Tick> ticks(DoubleFunction<String> label) {
        var step = step();
        var first = (long) Math.ceil(low / step - 1e-9);
        var last = (long) Math.floor(high / step + 1e-9);
        return LongStream.rangeClosed(first, last)
                .mapToObj(tick -> new Tick(tick * step, label.apply(tick * step)))
                .toList();
    }

    /// The smallest of 1, 2, 5, 10, 20 … that gives few enough ticks.
    private double step() {
        var rough = (high - low) / MOST_STEPS;
        var power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (var round : List.of(1.0, 2.0, 5.0)) {
            if (round * power >= rough) {
                return round * power;
            }
        }
        return 10 * power;
    }
}
