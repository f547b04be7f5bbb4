package dev.holdfast.baselines.stat;

/// Interval of the difference between two proportions of different tasks, from their two Wilson intervals.
///
/// Reference: method 10 of Newcombe (1998), Statistics in Medicine 17, 873-890. For the same tasks on both sides use
/// [NewcombePaired], which is narrower. Where events are rare, [MiettinenNurminen] covers better.
public final class NewcombeUnpaired {
    private NewcombeUnpaired() {}

    /// A proportion seen in so many independent trials; both may be fractional, as in [WilsonInterval].
    public record Group(double proportion, double trials) {
        public Group {
            Arguments.proportion(proportion, "proportion");
            Arguments.positive(trials, "trials");
        }
    }

    /// Two-sided interval of `other` − `one`, in [−1, 1].
    public static Interval of(Group one, Group other, double level) {
        Interval wilsonOne = WilsonInterval.of(one.proportion, one.trials, level);
        Interval wilsonOther = WilsonInterval.of(other.proportion, other.trials, level);
        double down = Math.hypot(other.proportion - wilsonOther.low(), wilsonOne.high() - one.proportion);
        double up = Math.hypot(wilsonOther.high() - other.proportion, one.proportion - wilsonOne.low());
        double difference = other.proportion - one.proportion;
        return new Interval(difference - down, difference + up, level, "Newcombe unpaired (method 10)");
    }
}
