package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.PassRates;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.evaluation.ToolReading;
import java.util.List;

/// Copies of what an evaluation says of probes and repeats, in which every text is [Visible].
final class VisibleProbes {
    private VisibleProbes() {}

    static List<ProbeReading> of(List<ProbeReading> probes) {
        return probes.stream()
                .map(probe -> new ProbeReading(
                        Visible.line(probe.probe()),
                        probe.kind(),
                        probe.curves().stream().map(VisibleProbes::curve).toList(),
                        probe.loads(),
                        tools(probe.tools()),
                        probe.weak(),
                        Visible.line(probe.advice())))
                .toList();
    }

    static List<ToolReading> tools(List<ToolReading> tools) {
        return tools.stream()
                .map(tool -> new ToolReading(
                        Visible.line(tool.tool()),
                        tool.fault().map(Visible::line),
                        tool.replays(),
                        tool.calls(),
                        tool.badCalls(),
                        tool.badResults(),
                        tool.suspicious(),
                        tool.handled(),
                        tool.invented()))
                .toList();
    }

    static List<PassRates> passes(List<PassRates> passes) {
        return passes.stream()
                .map(rates -> new PassRates(Visible.line(rates.metric()), rates.tasks(), rates.tries()))
                .toList();
    }

    private static ProbeReading.Curve curve(ProbeReading.Curve curve) {
        return new ProbeReading.Curve(
                Visible.line(curve.metric()),
                curve.unit(),
                curve.plain(),
                curve.points().stream().map(VisibleProbes::point).toList(),
                curve.course());
    }

    private static ProbeReading.Point point(ProbeReading.Point point) {
        return new ProbeReading.Point(
                Visible.line(point.label()),
                point.dose(),
                point.reached(),
                point.tasks(),
                point.value(),
                point.certified(),
                point.fall().map(VisibleEvaluation::change),
                point.worse());
    }
}
