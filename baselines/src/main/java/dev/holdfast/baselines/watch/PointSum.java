package dev.holdfast.baselines.watch;

/// The points that a run scored, and the chance of each sum of points that it could have scored on unchanged tasks.
final class PointSum {

    private double[] chances = {1};
    private int most;
    private int observed;

    void add(Urn urn, int[] points) {
        observed += urn.drawnPoints(points);
        convolve(urn.chances(points));
    }

    double chanceOfMore() {
        double above = 0;
        for (int sum = most; sum > observed; sum--) {
            above += chances[sum];
        }
        return above;
    }

    double chanceOfTie() {
        return chances[observed];
    }

    /// The loop where the time of a watch goes: the inner one runs over neighbours, for each of the few possible
    /// points.
    private void convolve(double[] more) {
        double[] product = new double[most + more.length];
        for (int points = 0; points < more.length; points++) {
            double chance = more[points];
            if (chance > 0) {
                for (int sum = 0; sum <= most; sum++) {
                    product[sum + points] += chances[sum] * chance;
                }
            }
        }
        chances = product;
        most = product.length - 1;
    }
}
