package dev.holdfast.schema.pact;

import java.util.Optional;
import java.util.OptionalDouble;

/// How several answers of an agent to one task become one, or a person's business.
///
/// @param confidence where an answer tells how sure the agent is of it
public record AnswerPolicy(Optional<Confidence> confidence, Asking asking, Escalation escalation) {
    /// The first answer is the answer.
    public static final AnswerPolicy ONCE =
            new AnswerPolicy(Optional.empty(), new Asking.Once(), new Escalation(OptionalDouble.empty(), false));

    /// How sure an agent is of an answer, from 0 to 1.
    public sealed interface Confidence {
        /// As the answer itself says.
        record Told(Extract where) implements Confidence {}

        /// The mean probability of its tokens: the exponential of their mean log-probability.
        record LogProbability() implements Confidence {}
    }

    /// How often the agent is asked.
    public sealed interface Asking {
        record Once() implements Asking {}

        /// Again while the last answer is less sure than that; the surest counts.
        ///
        /// @param most answers after the first
        record Again(double below, int most) implements Asking {}

        /// So often side by side.
        ///
        /// @param vote the part of an answer that makes two answers one vote
        record Jury(int of, Extract vote, By by) implements Asking {}
    }

    /// How a jury's answer is chosen.
    public sealed interface By {
        /// What most of them say.
        record Majority() implements By {}

        /// The one that is surest.
        record Rank() implements By {}

        /// The one that models find best by a rubric.
        record Judged(Measure.Judge judge) implements By {}
    }

    /// When a person decides instead.
    ///
    /// @param below           the answer is less sure than that
    /// @param withoutMajority no more than half of a jury say the same
    public record Escalation(OptionalDouble below, boolean withoutMajority) {}

    /// Whether a person may be asked.
    public boolean escalates() {
        return escalation.below().isPresent() || escalation.withoutMajority();
    }

    /// Whether the agent's server has to tell the probability of its tokens.
    public boolean needsLogProbabilities() {
        return confidence.filter(Confidence.LogProbability.class::isInstance).isPresent();
    }
}
