package dev.holdfast.baselines.stat;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// Agreement of two judges beyond chance: 1 is perfect, 0 is what their habits alone would give (Cohen 1960,
/// Educational and Psychological Measurement 20, 37-46).
///
/// `agreement` is the plain share of equal labels. The standard error is that of Fleiss, Cohen and Everitt (1969,
/// Psychological Bulletin 72, 323-327) for items that are independent.
public record CohenKappa(double agreement, double kappa, double standardError) {
    /// `first[i]` and `second[i]` are the two judges' labels of item i, in 0 … `labels` − 1.
    public static CohenKappa of(int[] first, int[] second, int labels) {
        Arguments.atLeast(2, labels, "number of labels");
        Arguments.atLeast(1, first.length, "number of items");
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "one judge labelled " + first.length + " items, the other " + second.length);
        }
        var shares = new double[labels][labels];
        for (int i = 0; i < first.length; i++) {
            shares[label(first[i], labels)][label(second[i], labels)] += 1.0 / first.length;
        }
        return of(shares, first.length);
    }

    /// The same, where items of one cluster (replays of one task) go together: what each item adds to kappa is summed
    /// by cluster. With every item its own cluster this is the standard error above, times √(n / (n − 1)).
    public static CohenKappa of(int[] first, int[] second, int labels, int[] clusters) {
        var kappa = of(first, second, labels);
        var error = ClusteredStandardError.of(kappa.influences(first, second, labels), clusters);
        return new CohenKappa(kappa.agreement, kappa.kappa, error.standardError());
    }

    /// How kappa moves with the weight of each item; they sum to 0.
    private double[] influences(int[] first, int[] second, int labels) {
        var rows = shares(first, labels);
        var columns = shares(second, labels);
        double chance = 0;
        for (int i = 0; i < labels; i++) {
            chance += rows[i] * columns[i];
        }
        var influences = new double[first.length];
        for (int k = 0; k < influences.length; k++) {
            double same = first[k] == second[k] ? 1 : 0;
            double byChance = columns[first[k]] + rows[second[k]] - 2 * chance;
            influences[k] = (same - agreement) / (1 - chance) - (1 - agreement) * byChance / Math.pow(1 - chance, 2);
        }
        return influences;
    }

    private static double[] shares(int[] given, int labels) {
        var shares = new double[labels];
        for (int label : given) {
            shares[label] += 1.0 / given.length;
        }
        return shares;
    }

    /// Two-sided normal interval of kappa, cut to [−1, 1].
    public Interval interval(double level) {
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - Arguments.level(level)) / 2);
        // perfect agreement comes out a rounding error above 1
        double low = Math.clamp(kappa - z * standardError, -1, 1);
        return new Interval(low, Math.clamp(kappa + z * standardError, -1, 1), level, "Cohen's kappa");
    }

    private static CohenKappa of(double[][] shares, int items) {
        double[] rows = rowSums(shares);
        double[] columns = columnSums(shares);
        double agreement = 0;
        double chance = 0;
        for (int i = 0; i < rows.length; i++) {
            agreement += shares[i][i];
            chance += rows[i] * columns[i];
        }
        if (1 - chance < 1.0 / items / items) {
            throw new IllegalArgumentException(
                    "both judges gave all " + items + " items the same label: kappa is undefined");
        }
        // sums of shares round: perfect agreement may come out a hair above 1
        double kappa = Math.min(1, (agreement - chance) / (1 - chance));
        double diagonal = 0;
        double others = 0;
        for (int i = 0; i < rows.length; i++) {
            diagonal += shares[i][i] * Math.pow(1 - (rows[i] + columns[i]) * (1 - kappa), 2);
            for (int j = 0; j < rows.length; j++) {
                others += i == j ? 0 : shares[i][j] * Math.pow(columns[i] + rows[j], 2);
            }
        }
        double rest = Math.pow(kappa - chance * (1 - kappa), 2);
        double variance = (diagonal + Math.pow(1 - kappa, 2) * others - rest) / (Math.pow(1 - chance, 2) * items);
        return new CohenKappa(agreement, kappa, Math.sqrt(Math.max(0, variance)));
    }

    private static int label(int label, int labels) {
        if (label < 0 || label >= labels) {
            throw new IllegalArgumentException("label must lie between 0 and " + (labels - 1) + ", but is " + label);
        }
        return label;
    }

    private static double[] rowSums(double[][] shares) {
        var sums = new double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            for (double share : shares[i]) {
                sums[i] += share;
            }
        }
        return sums;
    }

    private static double[] columnSums(double[][] shares) {
        var sums = new double[shares.length];
        for (double[] row : shares) {
            for (int j = 0; j < row.length; j++) {
                sums[j] += row[j];
            }
        }
        return sums;
    }
}
