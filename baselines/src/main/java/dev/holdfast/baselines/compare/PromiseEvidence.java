package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All that was measured about one promise, before it is weighed.
///
/// @param scored     empty where the promise is about no metric, or too little could be measured
/// @param comparison empty when too little could be measured; `notMeasured` then says why
record PromiseEvidence(
        Promise promise,
        Finding.Promised promised,
        Subject subject,
        Shortfall shortfall,
        Optional<MetricScores> scored,
        Optional<Comparison> comparison,
        Map<String, Comparison.Change> slices,
        Optional<SessionFall> session,
        Optional<Finding.NotMeasured.Cause> notMeasured) {

    /// What the promise is about, in a sentence, and in which unit it counts.
    ///
    /// @param judged whether it rests on the word of judges alone
    record Subject(String text, Unit unit, boolean judged) {}

    /// What a promise about a metric was weighed on.
    record MetricScores(Metric metric, PairedScores pairs) {}

    static PromiseEvidence none(
            Promise promise,
            Finding.Promised promised,
            Subject subject,
            Shortfall shortfall,
            Finding.NotMeasured.Cause cause) {
        return new PromiseEvidence(
                promise,
                promised,
                subject,
                shortfall,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of(cause));
    }

    /// The p-values of the whole, of the slices and of the session, in a fixed order.
    List<Double> pValues() {
        return Stream.of(
                        comparison.stream().flatMap(PromiseEvidence::p),
                        slices.values().stream().map(Comparison.Change::p),
                        session.stream().map(SessionFall::p))
                .flatMap(p -> p)
                .toList();
    }

    /// The same evidence with p-values adjusted for all that was looked at.
    PromiseEvidence adjusted(List<Double> adjusted) {
        var rest = new ArrayList<>(adjusted);
        var whole = comparison.map(c -> p(c).findAny().isPresent() ? withP(c, rest.removeFirst()) : c);
        var parts = new java.util.LinkedHashMap<String, Comparison.Change>();
        slices.forEach((tag, slice) -> parts.put(tag, withP(slice, rest.removeFirst())));
        var along = session.map(fall -> fall.withP(rest.removeFirst()));
        return new PromiseEvidence(promise, promised, subject, shortfall, scored, whole, parts, along, notMeasured);
    }

    private static Stream<Double> p(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change -> Stream.of(change.p());
            case Comparison.Level level -> Stream.of(level.p());
            case Comparison.Breaches _ -> Stream.of();
            case Comparison.Distribution distribution -> Stream.of(distribution.p());
        };
    }

    private static Comparison withP(Comparison comparison, double adjusted) {
        return switch (comparison) {
            case Comparison.Change c -> withP(c, adjusted);
            case Comparison.Level l ->
                new Comparison.Level(
                        l.sample(), l.unit(), l.candidate(), l.bound(), l.worst(), l.p(), adjusted, l.intervalMethod());
            case Comparison.Breaches b -> b;
            case Comparison.Distribution d ->
                new Comparison.Distribution(
                        d.sample(),
                        d.characters(),
                        d.statistic(),
                        d.p(),
                        adjusted,
                        d.testMethod(),
                        d.likeness(),
                        d.words());
        };
    }

    static Comparison.Change withP(Comparison.Change c, double adjusted) {
        return new Comparison.Change(
                c.sample(),
                c.unit(),
                c.certified(),
                c.candidate(),
                c.difference(),
                c.allowed(),
                c.worst(),
                c.p(),
                adjusted,
                c.intervalMethod(),
                c.testMethod());
    }
}
