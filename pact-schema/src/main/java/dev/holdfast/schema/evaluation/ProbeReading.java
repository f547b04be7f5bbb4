package dev.holdfast.schema.evaluation;

import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What one probe asked of the candidate, and what came of it.
///
/// @param curves one a metric
/// @param loads  what the target bore, level by level; empty for probes that are not about load
/// @param tools  one a tool and fault; empty for probes that are not about tools that fail
/// @param weak   whether a weakness is shown
/// @param advice what a person can do about it, or that nothing was found
public record ProbeReading(
        String probe,
        Kind kind,
        List<Curve> curves,
        List<Load> loads,
        List<ToolReading> tools,
        boolean weak,
        String advice) {
    public ProbeReading {
        curves = List.copyOf(curves);
        loads = List.copyOf(loads);
        tools = List.copyOf(tools);
    }

    /// What a probe turns up.
    public enum Kind {
        FAULTS("faults of tools"),
        FILL("filled window"),
        MEMORY("said early, asked late"),
        SESSION("one session"),
        LOAD("load"),
        INJECTION("hostile instructions");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /// As a person calls it.
        public String text() {
            return text;
        }
    }

    /// A metric along the doses of the probe.
    ///
    /// @param plain  the same tasks without the probe, where they have scores
    /// @param points by rising dose
    /// @param course along the session, for a probe that is one
    public record Curve(
            String metric, Unit unit, OptionalDouble plain, List<Point> points, Optional<SessionCourse> course) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /// The metric at one dose.
    ///
    /// @param label     the variant, or the positions of a session
    /// @param dose      percent of the window, position, replays at once; empty where it is no more or less
    /// @param reached   percent of the window that was filled by the server's own count of tokens, on average
    /// @param value     with its interval; a task counts once, however often it was replayed
    /// @param certified at the same dose
    /// @param fall      against the same tasks without the probe
    /// @param worse     whether the fall is both certain and large
    public record Point(
            String label,
            OptionalDouble dose,
            OptionalDouble reached,
            int tasks,
            Estimate value,
            OptionalDouble certified,
            Optional<Comparison.Change> fall,
            boolean worse) {}

    /// Whether scores fall from the beginning of a session to its end.
    ///
    /// @param positions that have a score
    /// @param first     level at the first position by the fitted line
    /// @param last      level at the last position by the fitted line
    /// @param p         that chance alone orders the scores into a line that falls like this
    public record SessionCourse(int positions, double first, double last, double p, Break sudden) {}

    /// The likeliest place of a sudden fall.
    ///
    /// @param after  how many tasks, with its 95 % interval
    /// @param before level up to there
    /// @param behind level from there on
    /// @param p      that chance alone orders the scores into a step like this, wherever it lies
    public record Break(Estimate after, double before, double behind, double p) {}

    /// The target at one level of load.
    ///
    /// @param failed replays that got no answer
    /// @param median seconds to the whole answer
    /// @param p95    seconds to the whole answer
    public record Load(
            int atOnce, int replays, int failed, OptionalDouble median, OptionalDouble p95, boolean broken) {}
}
