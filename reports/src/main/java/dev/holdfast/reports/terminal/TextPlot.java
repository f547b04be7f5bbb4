package dev.holdfast.reports.terminal;

import dev.holdfast.reports.reading.Placement;
import java.util.Arrays;

/// A dot, its interval, the limit and the certified value in one row of characters: `  ──●─  ┊ │  `.
public final class TextPlot {
    private static final char INTERVAL = '─';
    private static final char VALUE = '●';
    private static final char LIMIT = '┊';
    private static final char ZERO = '│';

    private TextPlot() {}

    public static String of(Placement placement, int width) {
        var row = new char[width];
        Arrays.fill(row, ' ');
        var estimate = placement.estimate();
        Arrays.fill(
                row, column(placement, estimate.low(), width), column(placement, estimate.high(), width) + 1, INTERVAL);
        if (placement.ofChange()) {
            row[column(placement, 0, width)] = ZERO;
        }
        row[column(placement, placement.limit(), width)] = LIMIT;
        row[column(placement, estimate.value(), width)] = VALUE;
        return new String(row);
    }

    private static int column(Placement placement, double value, int width) {
        return (int) Math.round(placement.axis().share(value) * (width - 1));
    }
}
