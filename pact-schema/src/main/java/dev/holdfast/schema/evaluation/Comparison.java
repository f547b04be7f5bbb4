package dev.holdfast.schema.evaluation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdfast.schema.pact.Unit;
import java.util.List;

/// The evidence for or against one promise.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "comparison")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Comparison.Change.class, name = "change"),
    @JsonSubTypes.Type(value = Comparison.Level.class, name = "level"),
    @JsonSubTypes.Type(value = Comparison.Breaches.class, name = "breaches")
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

    Sample sample();
}
