package dev.holdfast.baselines.stat;

/// Refuses numbers that would otherwise turn into a silent pass: NaN, infinities, empty samples, levels outside
/// (0, 1).
final class Arguments {
    private Arguments() {}

    static double level(double level) {
        if (level > 0 && level < 1) {
            return level;
        }
        throw new IllegalArgumentException("confidence level must lie between 0 and 1, but is " + level);
    }

    static double proportion(double proportion, String name) {
        if (proportion >= 0 && proportion <= 1) {
            return proportion;
        }
        throw new IllegalArgumentException(name + " must lie in [0, 1], but is " + proportion);
    }

    static double positive(double value, String name) {
        if (value > 0 && value < Double.POSITIVE_INFINITY) {
            return value;
        }
        throw new IllegalArgumentException(name + " must be positive and finite, but is " + value);
    }

    static double notNegative(double value, String name) {
        if (value >= 0) {
            return value;
        }
        throw new IllegalArgumentException(name + " must not be negative, but is " + value);
    }

    static int atLeast(int minimum, int value, String name) {
        if (value >= minimum) {
            return value;
        }
        throw new IllegalArgumentException(name + " must be at least " + minimum + ", but is " + value);
    }

    static void counts(int successes, int trials, String name) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    name + " successes must lie between 0 and " + trials + ", but are " + successes);
        }
    }

    static void sameLength(int certified, int candidate) {
        if (certified != candidate) {
            throw new IllegalArgumentException(
                    "paired by task, but " + certified + " certified tasks meet " + candidate + " candidate tasks");
        }
    }

    static void finite(double[] values, String name) {
        if (values.length == 0) {
            throw new IllegalArgumentException(name + " holds no values");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] must be finite, but is " + values[i]);
            }
        }
    }

    static void proportions(double[] values, String name) {
        finite(values, name);
        for (int i = 0; i < values.length; i++) {
            proportion(values[i], name + "[" + i + "]");
        }
    }
}
