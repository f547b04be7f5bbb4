package dev.holdfast.baselines.watch;

import java.util.TreeMap;

/// How a measured value becomes a level, where a lower level is always worse.
///
/// The levels are fixed before anything is measured: cutting them from the data would favour the certified values
/// over new ones, and the exactness of the comparison rests on treating them alike. `step` is the smallest
/// difference that counts: absolute for graded scores, relative for positive numbers (.05: five per cent).
public record Scale(Kind kind, double step, boolean higherIsBetter) {

    public enum Kind {
        PASS_FAIL,
        GRADED,
        POSITIVE
    }

    /// Grades from 0 to 1 are told apart in steps of a twentieth, which keeps the usual 3, 5 and 11 point scales
    /// whole.
    private static final double GRADE_STEP = 0.05;

    /// Seconds, tokens and costs are told apart when they differ by 5 %.
    private static final double RATIO_STEP = 0.05;

    public Scale {
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException("A scale needs a step in (0, 1], got " + step);
        }
    }

    public static Scale passFail() {
        return new Scale(Kind.PASS_FAIL, 1, true);
    }

    public static Scale graded() {
        return new Scale(Kind.GRADED, GRADE_STEP, true);
    }

    /// Positive numbers of which fewer is better, such as seconds or tokens.
    public static Scale positiveLowerIsBetter() {
        return new Scale(Kind.POSITIVE, RATIO_STEP, false);
    }

    public static Scale positiveHigherIsBetter() {
        return new Scale(Kind.POSITIVE, RATIO_STEP, true);
    }

    public Tally tally(double... values) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        for (double value : values) {
            counts.merge(level(value), 1, Integer::sum);
        }
        return new Tally(counts);
    }

    int level(double value) {
        int up = switch (kind) {
            case PASS_FAIL -> passFailLevel(value);
            case GRADED -> gradedLevel(value);
            case POSITIVE -> positiveLevel(value);
        };
        return higherIsBetter ? up : -up;
    }

    private static int passFailLevel(double value) {
        if (value == 0 || value == 1) {
            return (int) value;
        }
        throw new IllegalArgumentException("Pass or fail is 1 or 0, got " + value);
    }

    private int gradedLevel(double value) {
        if (value >= 0 && value <= 1) {
            return Math.toIntExact(StrictMath.round(value / step));
        }
        throw new IllegalArgumentException("A graded score lies in 0..1, got " + value);
    }

    private int positiveLevel(double value) {
        if (value > 0 && value < Double.POSITIVE_INFINITY) {
            return Math.toIntExact(StrictMath.round(StrictMath.log(value) / StrictMath.log1p(step)));
        }
        throw new IllegalArgumentException("A positive number was expected, got " + value);
    }
}
