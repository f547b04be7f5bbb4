package dev.holdfast.baselines.stat;

/// The sum of a symmetric matrix over all pairs from a set of its rows, looked up for five rows by five at a time.
///
/// Rows are taken in groups of five. Which of a group are in the set is a number below 32; the sum over the pairs
/// between two groups is tabled for every two such numbers.
final class GroupedPairs {
    /// A set is kept in the bits of one long. Tables grow with the square of this: 312 KiB for so many rows.
    static final int MOST = 60;

    private static final int GROUP = 5;
    private static final int SETS = 1 << GROUP;

    private final int[][] matrix;
    private final int groups;
    private final int[] tables;

    /// The diagonal is never looked at.
    GroupedPairs(int[][] matrix) {
        this.matrix = matrix;
        this.groups = Math.ceilDiv(matrix.length, GROUP);
        this.tables = new int[groups * (groups + 1) / 2 * SETS * SETS];
        int start = 0;
        for (int group = 0; group < groups; group++) {
            for (int other = 0; other <= group; other++) {
                fill(start, group, other);
                start += SETS * SETS;
            }
        }
    }

    /// Every unordered pair once, of the rows whose bits are set.
    long sum(long set) {
        long sum = 0;
        int start = 0;
        for (int group = 0; group < groups; group++) {
            int here = (int) (set >>> (group * GROUP)) & (SETS - 1);
            long others = set;
            for (int other = 0; other <= group; other++) {
                sum += tables[start + (here << GROUP) + ((int) others & (SETS - 1))];
                others >>>= GROUP;
                start += SETS * SETS;
            }
        }
        return sum;
    }

    /// Each set's sum is that of the set without its lowest row, and that row's.
    private void fill(int start, int group, int other) {
        var rowSums = new int[GROUP][SETS];
        for (int row = 0; row < GROUP; row++) {
            for (int there = 1; there < SETS; there++) {
                int partner = other * GROUP + Integer.numberOfTrailingZeros(there);
                rowSums[row][there] = rowSums[row][there & (there - 1)] + entry(group * GROUP + row, partner);
            }
        }
        for (int here = 1; here < SETS; here++) {
            int[] rowSum = rowSums[Integer.numberOfTrailingZeros(here)];
            int less = here & (here - 1);
            for (int there = 1; there < SETS; there++) {
                // inside a group a pair is counted from its lower row only
                int partners = group == other ? there & less : there;
                tables[start + (here << GROUP) + there] = tables[start + (less << GROUP) + there] + rowSum[partners];
            }
        }
    }

    /// The last group may be larger than what is left of the matrix.
    private int entry(int row, int column) {
        return row < matrix.length && column < matrix.length ? matrix[row][column] : 0;
    }
}
