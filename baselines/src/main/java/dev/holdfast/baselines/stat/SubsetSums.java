package dev.holdfast.baselines.stat;

/// The sum of some of many values, looked up for eight of them at a time.
final class SubsetSums {
    private static final int GROUP = 8;
    private static final int SETS = 1 << GROUP;

    private final double[] tables;

    SubsetSums(double[] values) {
        tables = new double[Math.ceilDiv(values.length, GROUP) * SETS];
        for (int start = 0; start < tables.length; start += SETS) {
            for (int set = 1; set < SETS; set++) {
                int member = start / SETS * GROUP + Integer.numberOfTrailingZeros(set);
                double value = member < values.length ? values[member] : 0;
                tables[start + set] = tables[start + (set & (set - 1))] + value;
            }
        }
    }

    /// The sum of the values whose bits are set.
    double of(long[] chosen) {
        double sum = 0;
        for (int start = 0, group = 0; start < tables.length; start += SETS, group++) {
            sum += tables[start + ((int) (chosen[group >>> 3] >>> (GROUP * group)) & (SETS - 1))];
        }
        return sum;
    }
}
