package dev.holdfast.baselines.watch;

import java.util.Map;
import java.util.TreeMap;

/// All that is known about one task, this run included, and how much of it this run drew.
///
/// While nothing changed, certified and new replays are alike, so the run is a draw without replacement from this
/// urn. No success rate has to be known, or estimated, for that.
final class Urn {

    private final int[] levels;
    private final int[] counts;
    private final int[] drawn;
    private final int total;
    private final int draws;

    private Urn(int[] levels, int[] counts, int[] drawn) {
        this.levels = levels;
        this.counts = counts;
        this.drawn = drawn;
        this.total = sum(counts);
        this.draws = sum(drawn);
    }

    static Urn of(Tally known, Tally run) {
        TreeMap<Integer, Integer> all = new TreeMap<>(known.counts());
        run.counts().forEach((level, count) -> all.merge(level, count, Integer::sum));
        int[] levels = new int[all.size()];
        int[] counts = new int[levels.length];
        int[] drawn = new int[levels.length];
        int i = 0;
        for (Map.Entry<Integer, Integer> entry : all.entrySet()) {
            levels[i] = entry.getKey();
            counts[i] = entry.getValue();
            drawn[i++] = run.counts().getOrDefault(entry.getKey(), 0);
        }
        return new Urn(levels, counts, drawn);
    }

    /// A task that never varied, or that is new, could not have come out otherwise.
    boolean isInformative() {
        return levels.length > 1 && draws < total;
    }

    int size() {
        return levels.length;
    }

    int total() {
        return total;
    }

    int draws() {
        return draws;
    }

    int count(int index) {
        return counts[index];
    }

    double shareAt(int level) {
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] == level) {
                return counts[i] / (double) total;
            }
        }
        return 0;
    }

    double meanLevel() {
        double sum = 0;
        for (int i = 0; i < levels.length; i++) {
            sum += (double) counts[i] * levels[i];
        }
        return sum / total;
    }

    double varianceOfLevels() {
        double mean = meanLevel();
        double sum = 0;
        for (int i = 0; i < levels.length; i++) {
            sum += counts[i] * (levels[i] - mean) * (levels[i] - mean);
        }
        return sum / total;
    }

    int level(int index) {
        return levels[index];
    }

    /// What the run scored, where `points[i]` are given for each replay at the urn's level `i`.
    int drawnPoints(int[] points) {
        int sum = 0;
        for (int i = 0; i < points.length; i++) {
            sum += drawn[i] * points[i];
        }
        return sum;
    }

    /// The chance of each sum of points when `draws` replays are drawn at random.
    double[] chances(int[] points) {
        int most = draws * max(points);
        double[][] ways = new double[draws + 1][most + 1];
        ways[0][0] = 1;
        for (int i = 0; i < points.length; i++) {
            addLevel(ways, counts[i], points[i]);
        }
        return normalised(ways[draws]);
    }

    /// Adds the ways of drawing `k` of the `count` replays of a level, for every `k`; scaled by `(draws /
    /// total)^k`, which cancels in the end and keeps the numbers of combinations within a double.
    private void addLevel(double[][] ways, int count, int points) {
        double scale = draws / (double) total;
        for (int drawnAll = draws; drawnAll >= 1; drawnAll--) {
            double combinations = 1;
            for (int k = 1; k <= Math.min(drawnAll, count); k++) {
                combinations *= (count - k + 1.0) / k * scale;
                double[] from = ways[drawnAll - k];
                double[] to = ways[drawnAll];
                for (int sum = k * points; sum < to.length; sum++) {
                    to[sum] += combinations * from[sum - k * points];
                }
            }
        }
    }

    private static double[] normalised(double[] ways) {
        double sum = 0;
        for (double way : ways) {
            sum += way;
        }
        for (int i = 0; i < ways.length; i++) {
            ways[i] /= sum;
        }
        return ways;
    }

    private static int sum(int[] values) {
        int sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }

    private static int max(int[] values) {
        int max = 0;
        for (int value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
