package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.evaluation.PassRates;
import dev.holdfast.schema.pact.Unit;
import java.util.List;

/// pass@k and pass^k of one metric.
public record PassPanel(String metric, String summary, List<Row> rows) {
    /// So many tries.
    public record Row(String tries, String once, String always) {}

    static List<PassPanel> of(List<PassRates> passes) {
        return passes.stream().map(PassPanel::of).toList();
    }

    private static PassPanel of(PassRates rates) {
        return new PassPanel(
                Excerpt.brief(rates.metric(), 80),
                "over " + Figures.plural(rates.tasks(), "task") + ", with standard errors",
                rates.tries().stream()
                        .map(tries -> new Row(
                                Figures.count(tries.k()),
                                rate(tries.once(), tries.onceError()),
                                rate(tries.always(), tries.alwaysError())))
                        .toList());
    }

    private static String rate(double value, double error) {
        return Figures.value(Unit.SHARE, value) + " ± " + Figures.value(Unit.SHARE, error);
    }
}
