package dev.holdfast.schema.evaluation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.OptionalInt;

/// Why somebody is taken to have moved, and how strong that is.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "evidence")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Evidence.Changed.class, name = "changed"),
    @JsonSubTypes.Type(value = Evidence.Rescored.class, name = "rescored"),
    @JsonSubTypes.Type(value = Evidence.Rejudged.class, name = "rejudged"),
    @JsonSubTypes.Type(value = Evidence.Controlled.class, name = "controlled"),
    @JsonSubTypes.Type(value = Evidence.Remainder.class, name = "remainder"),
    @JsonSubTypes.Type(value = Evidence.NotRecorded.class, name = "not_recorded")
})
public sealed interface Evidence {
    /// Both sides recorded it, and it is not the same. That it changed is certain; that it is the cause is not.
    record Changed(String what, String before, String after) implements Evidence {}

    /// The certified answers, unchanged, got other scores today. Exact: nothing is random in it.
    ///
    /// @param certified mean score when they were certified
    /// @param today     mean score of the same answers with today's scorer
    /// @param tasks     that have a score on both occasions
    /// @param changed   of these, with another score; empty where the certificate holds no scores by task
    record Rescored(String metric, Unit unit, double certified, double today, int tasks, OptionalInt changed)
            implements Evidence {
        public double shift() {
            return today - certified;
        }
    }

    /// A frozen set of answers with human labels was judged again. Nothing makes this yet; it is what a judge's drift
    /// will be told with.
    ///
    /// @param items              in the set
    /// @param certifiedAgreement share on which the judge agreed with the labels when it was certified
    /// @param agreement          the same today
    /// @param p                  that a change as large as this comes from chance alone
    record Rejudged(String judge, int items, double certifiedAgreement, double agreement, double p)
            implements Evidence {}

    /// The control was asked the same tasks through the same harness: how far it moved, and how far the agent moved
    /// beyond that.
    ///
    /// @param tasks         that both have on both occasions
    /// @param agent         candidate minus certified, on these tasks
    /// @param control       the same of the control
    /// @param difference    agent minus control
    /// @param controlP      that a change of the control for the worse as large as this comes from chance alone
    /// @param differenceP   that the agent moved for the worse beyond the control as far as this by chance alone
    record Controlled(
            int tasks,
            Unit unit,
            Estimate agent,
            Estimate control,
            Estimate difference,
            double controlP,
            double differenceP,
            String method)
            implements Evidence {}

    /// Nothing on the agent's side that was recorded changed, and still it answers otherwise.
    ///
    /// @param same what was recorded on both sides and is the same
    /// @param p    that the answers changed for the worse as much as this by chance alone
    record Remainder(List<String> same, double p) implements Evidence {
        public Remainder {
            same = List.copyOf(same);
        }
    }

    /// It may have changed: not both sides say what it was.
    record NotRecorded(List<String> what) implements Evidence {
        public NotRecorded {
            what = List.copyOf(what);
        }
    }
}
