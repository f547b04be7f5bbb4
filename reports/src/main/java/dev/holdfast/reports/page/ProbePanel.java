package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.OptionalDouble;

/// One probe: its advice, a curve a metric, what the target bore where it is about load, and what it did where it is
/// about tools that fail.
public record ProbePanel(
        String probe,
        String kind,
        boolean weak,
        String advice,
        List<DosePlot> plots,
        List<LoadRow> loads,
        List<ToolPanel> tools) {
    private static final int LONGEST_ADVICE = 900;

    /// What the target bore at one level.
    public record LoadRow(String atOnce, String replays, String failed, String median, String p95, boolean broken) {}

    static List<ProbePanel> of(List<ProbeReading> probes) {
        return probes.stream().map(ProbePanel::of).toList();
    }

    private static ProbePanel of(ProbeReading reading) {
        return new ProbePanel(
                Excerpt.brief(reading.probe(), 80),
                reading.kind().text(),
                reading.weak(),
                Excerpt.brief(reading.advice(), LONGEST_ADVICE),
                reading.curves().stream()
                        .filter(curve -> !curve.points().isEmpty())
                        .map(curve -> DosePlot.of(curve, reading.kind()))
                        .toList(),
                reading.loads().stream().map(ProbePanel::load).toList(),
                ToolPanel.of(reading.tools()));
    }

    private static LoadRow load(ProbeReading.Load load) {
        return new LoadRow(
                Figures.count(load.atOnce()),
                Figures.count(load.replays()),
                Figures.count(load.failed()),
                seconds(load.median()),
                seconds(load.p95()),
                load.broken());
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? Figures.value(Unit.SECONDS, seconds.getAsDouble()) : "–";
    }
}
