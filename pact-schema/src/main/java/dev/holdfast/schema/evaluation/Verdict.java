package dev.holdfast.schema.evaluation;

/// The answer of an evaluation, worst last.
public enum Verdict {
    /// Every enforced promise is shown to be kept.
    PASS,
    /// The evidence does not suffice to say.
    INCONCLUSIVE,
    /// It could not be measured; says nothing about the agent.
    ERROR,
    /// An enforced promise is shown to be broken.
    FAIL;

    /// The worse of the two.
    public Verdict worst(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
