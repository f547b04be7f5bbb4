package dev.holdfast.baselines.stat;

/// What a set of rows of a symmetric matrix is worth: so much for each row, and the entries of all pairs, times a
/// factor. Looked up for five rows by five at a time.
///
/// Rows are taken in groups of five. Which of a group are in the set is a number below 32: what those are worth by
/// themselves is tabled for every such number, the sum over the pairs between two groups for every two of them.
final class GroupedPairs {
    /// A set is kept in the bits of one long. Tables grow with the square of this: 264 KiB for so many rows.
    static final int MOST = 60;

    private static final int GROUP = 5;
    private static final int SETS = 1 << GROUP;

    private final int[][] matrix;
    private final double perPair;
    private final int groups;
    private final double[] inside;
    private final int[] between;

    /// The diagonal is never looked at.
    GroupedPairs(int[][] matrix, double[] perRow, double perPair) {
        this.matrix = matrix;
        this.perPair = perPair;
        this.groups = Math.ceilDiv(matrix.length, GROUP);
        this.inside = new double[groups * SETS];
        this.between = new int[groups * (groups - 1) / 2 * SETS * SETS];
        int start = 0;
        for (int group = 0; group < groups; group++) {
            fillInside(group, perRow);
            for (int other = 0; other < group; other++) {
                fillBetween(start, group, other);
                start += SETS * SETS;
            }
        }
    }

    /// What the rows are worth whose bits are set.
    double of(long set) {
        return of(new long[] {set})[0];
    }

    /// The same of many sets, table by table, so that each stays near while it is used.
    double[] of(long[] sets) {
        var worth = new double[sets.length];
        var pairs = new int[sets.length];
        var members = new int[groups][sets.length];
        int start = 0;
        for (int group = 0; group < groups; group++) {
            int[] here = members[group];
            for (int i = 0; i < here.length; i++) {
                here[i] = (int) (sets[i] >>> (group * GROUP)) & (SETS - 1);
                worth[i] += inside[group * SETS + here[i]];
            }
            for (int other = 0; other < group; other++) {
                addBetween(start, here, members[other], pairs);
                start += SETS * SETS;
            }
        }
        for (int i = 0; i < worth.length; i++) {
            worth[i] += perPair * pairs[i];
        }
        return worth;
    }

    private void addBetween(int start, int[] here, int[] there, int[] pairs) {
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] += between[start + (here[i] << GROUP) + there[i]];
        }
    }

    /// Each set's worth is that of the set without its lowest row, and what that row adds.
    private void fillInside(int group, double[] perRow) {
        for (int set = 1; set < SETS; set++) {
            int row = group * GROUP + Integer.numberOfTrailingZeros(set);
            int less = set & (set - 1);
            double added = row < perRow.length ? perRow[row] : 0;
            for (int left = less; left != 0; left &= left - 1) {
                added += perPair * entry(row, group * GROUP + Integer.numberOfTrailingZeros(left));
            }
            inside[group * SETS + set] = inside[group * SETS + less] + added;
        }
    }

    private void fillBetween(int start, int group, int other) {
        var rowSums = new int[GROUP][SETS];
        for (int row = 0; row < GROUP; row++) {
            for (int there = 1; there < SETS; there++) {
                int partner = other * GROUP + Integer.numberOfTrailingZeros(there);
                rowSums[row][there] = rowSums[row][there & (there - 1)] + entry(group * GROUP + row, partner);
            }
        }
        for (int here = 1; here < SETS; here++) {
            int[] rowSum = rowSums[Integer.numberOfTrailingZeros(here)];
            int at = start + (here << GROUP);
            int less = start + ((here & (here - 1)) << GROUP);
            for (int there = 1; there < SETS; there++) {
                between[at + there] = between[less + there] + rowSum[there];
            }
        }
    }

    /// The last group may be larger than what is left of the matrix.
    private int entry(int row, int column) {
        return row < matrix.length && column < matrix.length ? matrix[row][column] : 0;
    }
}
