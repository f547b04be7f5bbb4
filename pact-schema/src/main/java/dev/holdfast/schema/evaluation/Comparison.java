package dev.holdfast.schema.evaluation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.Optional;

/// The evidence for or against one promise.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "comparison")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Comparison.Change.class, name = "change"),
    @JsonSubTypes.Type(value = Comparison.Level.class, name = "level"),
    @JsonSubTypes.Type(value = Comparison.Breaches.class, name = "breaches"),
    @JsonSubTypes.Type(value = Comparison.Distribution.class, name = "distribution")
})
public sealed interface Comparison {
    /// How much was compared.
    ///
    /// @param tasks            that both sides have
    /// @param certifiedReplays on those tasks, all certified runs together
    /// @param newReplays       on those tasks
    record Sample(int tasks, int certifiedReplays, int newReplays) {}

    /// Candidate against baseline, on the tasks that both have.
    ///
    /// @param difference candidate minus certified, in the metric's unit
    /// @param allowed    the promised limit of the change for the worse, in the same unit, never negative
    /// @param worst      the change is no worse than this, one-sided, at the evaluation's confidence
    /// @param p          that a change for the worse as large as this comes from chance alone
    /// @param adjustedP  the same, over all comparisons of the evaluation together (Holm)
    record Change(
            Sample sample,
            Unit unit,
            double certified,
            double candidate,
            Estimate difference,
            double allowed,
            double worst,
            double p,
            double adjustedP,
            String intervalMethod,
            String testMethod)
            implements Comparison {}

    /// The candidate against an absolute bound.
    ///
    /// @param worst     the value is no worse than this, one-sided, at the evaluation's confidence
    /// @param p         that a value as far beyond the bound as this comes from chance alone
    /// @param adjustedP the same, over all comparisons of the evaluation together (Holm)
    record Level(
            Sample sample,
            Unit unit,
            Estimate candidate,
            double bound,
            double worst,
            double p,
            double adjustedP,
            String intervalMethod)
            implements Comparison {}

    /// How often something happened that must not.
    ///
    /// @param rateBelow with 95 % confidence the true rate of breaches is below this
    /// @param tasks     where it happened, at most the first twenty
    record Breaches(Sample sample, int count, double rateBelow, List<String> tasks) implements Comparison {
        public Breaches {
            tasks = List.copyOf(tasks);
        }
    }

    /// Whether the answers of both sides could come from one distribution, whatever any metric says of them.
    ///
    /// @param characters of each answer that were compared; the rest of longer ones was left out
    /// @param statistic  of the test with the smaller p-value, where there are two
    /// @param p          that answers so far apart come from chance alone; of two tests the smaller, doubled
    /// @param adjustedP  the same, over all comparisons of the evaluation together (Holm)
    /// @param likeness   absent where too few tasks have two certified answers
    /// @param words      absent where there are too few tasks to learn from some and be tried on others
    record Distribution(
            Sample sample,
            int characters,
            double statistic,
            double p,
            double adjustedP,
            String testMethod,
            Optional<Likeness> likeness,
            Optional<Words> words)
            implements Comparison {}

    /// How alike two answers to one task are: the share of places that hold the same character.
    ///
    /// @param tasks      with two certified answers or more
    /// @param certified  of two certified answers
    /// @param across     of a certified and a new one
    /// @param difference across minus certified
    /// @param allowed    a difference below this, either way, counts as none
    /// @param worst      the difference, either way, is no larger than this, one-sided, at the evaluation's
    /// confidence
    record Likeness(
            int tasks,
            double certified,
            double across,
            Estimate difference,
            double allowed,
            double worst,
            String intervalMethod) {}

    /// Whether words tell the sides apart, and which.
    ///
    /// @param accuracy how often a classifier, shown a certified and a new answer to a task that is new to it,
    /// says which is which; 0.5 is guessing
    /// @param p        that it does so well by chance alone
    /// @param tasks    that it was tried on
    /// @param certifiedAnswers in which the words were counted
    /// @param candidateAnswers in which the words were counted
    /// @param telling  the words, largest difference first; none where the classifier is not better than chance
    record Words(double accuracy, double p, int tasks, int certifiedAnswers, int candidateAnswers, List<Word> telling) {
        public Words {
            telling = List.copyOf(telling);
        }
    }

    /// Some words, and how many answers of each side hold them.
    record Word(String text, int certified, int candidate) {}

    Sample sample();
}
