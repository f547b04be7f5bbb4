package dev.holdfast.reports;

import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.evaluation.PassRates;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.stream.Collectors;

/// Probes and repeats in lines of text, for formats without curves.
public final class ProbeLines {
    private ProbeLines() {}

    /// `right: without 98.0 %; 10% 97.0 %, 80% 61.0 % ▼`.
    public static List<String> curves(ProbeReading probe) {
        return probe.curves().stream()
                .filter(curve -> !curve.points().isEmpty())
                .map(curve -> curve.metric() + ": " + plain(curve)
                        + curve.points().stream()
                                .map(point -> point.label() + " "
                                        + Figures.value(
                                                curve.unit(), point.value().value())
                                        + (point.worse() ? " ▼" : ""))
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    private static String plain(ProbeReading.Curve curve) {
        return curve.plain().isPresent()
                ? "without " + Figures.value(curve.unit(), curve.plain().getAsDouble()) + "; "
                : "";
    }

    /// `correct, 40 tasks: pass@3 98.0 %, pass^3 81.0 %`, for the most tries there are.
    static String passes(PassRates rates) {
        var most = rates.tries().getLast();
        return rates.metric() + ", " + Figures.plural(rates.tasks(), "task") + ": pass@1 "
                + Figures.value(Unit.SHARE, rates.tries().getFirst().once()) + ", pass@" + most.k() + " "
                + Figures.value(Unit.SHARE, most.once()) + ", pass^" + most.k() + " "
                + Figures.value(Unit.SHARE, most.always());
    }
}
