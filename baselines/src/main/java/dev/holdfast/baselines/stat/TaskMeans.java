package dev.holdfast.baselines.stat;

/// One task's difference of means, candidate − certified, as a part of a sum over tasks.
@SuppressWarnings("ArrayRecordComponent") // never compared
record TaskMeans(double[] smallerFirst, int smaller, boolean candidateIsSmaller, double total)
        implements RelabelledSum.Part {
    static RelabelledSum.Task task(TaskScores scores, int task) {
        double[] certified = scores.certified(task);
        double[] candidate = scores.candidate(task);
        boolean candidateIsSmaller = candidate.length <= certified.length;
        var part = candidateIsSmaller ? of(candidate, certified, true) : of(certified, candidate, false);
        return new RelabelledSum.Task(part.smallerFirst.length, part.smaller, part);
    }

    private static TaskMeans of(double[] smaller, double[] larger, boolean candidateIsSmaller) {
        var values = new double[smaller.length + larger.length];
        System.arraycopy(smaller, 0, values, 0, smaller.length);
        System.arraycopy(larger, 0, values, smaller.length, larger.length);
        double total = 0;
        for (double value : values) {
            total += value;
        }
        return new TaskMeans(values, smaller.length, candidateIsSmaller, total);
    }

    @Override
    public double of(long[] chosen) {
        double sum = 0;
        for (int word = 0; word < chosen.length; word++) {
            for (long left = chosen[word]; left != 0; left &= left - 1) {
                sum += smallerFirst[word * Long.SIZE + Long.numberOfTrailingZeros(left)];
            }
        }
        return difference(sum);
    }

    @Override
    public RelabelledSum.Part tabled() {
        var sums = new SubsetSums(smallerFirst);
        return chosen -> difference(sums.of(chosen));
    }

    private double difference(double sum) {
        double difference = sum / smaller - (total - sum) / (smallerFirst.length - smaller);
        return candidateIsSmaller ? difference : -difference;
    }
}
