package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Attribution.Explained;
import dev.holdfast.schema.evaluation.Attribution.Part;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Says for every finding that is not kept who may have moved. Nobody is blamed for an outage.
final class Attributor {
    private final Confidence confidence;
    private final Function<Metric, Optional<Evidence.Rescored>> rescoring;
    private final WhatChanged whatChanged;
    private final Optional<ControlComparison> control;

    Attributor(
            Confidence confidence, Rescoring rescoring, WhatChanged whatChanged, Optional<ControlComparison> control) {
        this.confidence = confidence;
        this.rescoring = rescoring::drift;
        this.whatChanged = whatChanged;
        this.control = control;
    }

    /// @param findings of the same promises, in the same order
    Attribution attribute(List<PromiseEvidence> evidence, List<Finding> findings) {
        var drifts = drifts(evidence);
        var parts = whatChanged.parts(drifts);
        var explained = new ArrayList<Explained>();
        for (var i = 0; i < findings.size(); i++) {
            var finding = findings.get(i);
            var of = evidence.get(i);
            if (finding instanceof Finding.Broken || finding instanceof Finding.Inconclusive) {
                var drift = of.scored()
                        .flatMap(scored ->
                                Optional.ofNullable(drifts.get(scored.metric().name())));
                explained.add(new Suspicion(of, parts, drift, control, confidence).explained());
            }
        }
        return new Attribution(sentence(findings, explained, parts, drifts), parts, explained);
    }

    private Map<String, Evidence.Rescored> drifts(List<PromiseEvidence> evidence) {
        var drifts = new LinkedHashMap<String, Evidence.Rescored>();
        evidence.stream()
                .flatMap(each -> each.scored().stream())
                .map(PromiseEvidence.MetricScores::metric)
                .distinct()
                .forEach(metric -> rescoring.apply(metric).ifPresent(drift -> drifts.put(metric.name(), drift)));
        return drifts;
    }

    /// Of the finding that the headline is about; where every promise is kept, of what changed all the same.
    private static String sentence(
            List<Finding> findings,
            List<Explained> explained,
            List<Part> parts,
            Map<String, Evidence.Rescored> drifts) {
        var enforced = findings.stream()
                .filter(finding -> finding.promised().mode() == Mode.ENFORCE)
                .toList();
        for (var kind : List.of(Finding.Broken.class, Finding.NotMeasured.class, Finding.Inconclusive.class)) {
            var first = enforced.stream().filter(kind::isInstance).findFirst();
            if (first.isPresent()) {
                return first.get() instanceof Finding.NotMeasured
                        ? "Nobody is shown to have moved: too little was measured, and a failed replay is no behaviour."
                        : sentence(first.get(), explained);
            }
        }
        var moved = drifts.values().stream().map(Suspects::rescored).collect(Collectors.joining(" "));
        var changed = parts.stream()
                .filter(part -> part.state() == Attribution.State.CHANGED)
                .map(Part::name)
                .toList();
        return !moved.isEmpty()
                ? moved
                : changed.isEmpty()
                        ? "Nothing that is recorded changed."
                        : "Changed since certification: " + String.join(", ", changed) + ".";
    }

    private static String sentence(Finding finding, List<Explained> explained) {
        return explained.stream()
                .filter(each -> each.promise().equals(finding.promised().id()))
                .map(Explained::sentence)
                .findFirst()
                .orElseThrow();
    }
}
