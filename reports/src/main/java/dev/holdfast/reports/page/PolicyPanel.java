package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.PolicyReading;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.Locale;

/// What a policy made of the agent's answers: what it took, and what it gained or harmed, a row for each metric.
///
/// @param took    answers, cost, latency and people, in words
public record PolicyPanel(String took, List<Row> rows) {
    private static final String NONE = "\u2013";

    /// One metric.
    ///
    /// @param shown      whether the interval of the gain leaves out 0, and on which side it lies
    /// @param harmful    whether it does on the wrong side
    /// @param gain       in points
    /// @param handedOver the first answers to what a person was given
    public record Row(
            String metric,
            String tasks,
            String first,
            String kept,
            String gain,
            String shown,
            boolean harmful,
            String handedOver) {}

    static PolicyPanel of(PolicyReading policy) {
        return new PolicyPanel(
                took(policy), policy.metrics().stream().map(PolicyPanel::row).toList());
    }

    private static String took(PolicyReading policy) {
        return number(policy.answers()) + " answers a replay over " + Figures.plural(policy.replays(), "replay")
                + times(policy.cost(), " times the cost")
                + times(policy.latency(), " times the latency")
                + "; " + Figures.count(policy.escalated()) + " handed over to a person ("
                + Figures.value(Unit.SHARE, (double) policy.escalated() / Math.max(1, policy.replays())) + ")";
    }

    private static String times(PolicyReading.Change change, String what) {
        var times = change.times();
        return times.isPresent() ? ", " + number(times.getAsDouble()) + what : "";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static Row row(PolicyReading.OfMetric metric) {
        var gain = metric.gain();
        return new Row(
                Excerpt.brief(metric.metric(), 80),
                Figures.count(metric.tasks()),
                Figures.value(Unit.SHARE, metric.first().value()),
                Figures.value(Unit.SHARE, metric.kept().value()),
                Figures.signed(Unit.SHARE, gain.value()) + " (" + Figures.bareDifferences(Unit.SHARE, gain) + ")",
                shown(gain),
                gain.high() < 0,
                metric.escalated()
                        .map(first -> Figures.value(Unit.SHARE, first.value()))
                        .orElse(NONE));
    }

    private static String shown(Estimate gain) {
        if (gain.low() > 0) {
            return "gain shown";
        }
        return gain.high() < 0 ? "harm shown" : "neither shown";
    }
}
